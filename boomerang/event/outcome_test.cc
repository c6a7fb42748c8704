#include "boomerang/event/outcome.h"

#include <gtest/gtest.h>

namespace boomerang {
namespace {

TEST(OutcomeTest, IdIsTheSameForEveryCopyAndDiffersByRequestAndType) {
  const RequestId request{0x0192f6c57b6e7d2au, 0x9c3b5a1f0e8d7c6bu};
  const RequestId other{0x0192f6c57b6e7d2au, 0x9c3b5a1f0e8d7c6cu};

  EXPECT_EQ(outcome_id(request, "UserCreated"), outcome_id(request, "UserCreated"));
  EXPECT_NE(outcome_id(request, "UserCreated"), outcome_id(request, "UserDuplicated"));
  EXPECT_NE(outcome_id(request, "UserCreated"), outcome_id(other, "UserCreated"));
}

TEST(OutcomeTest, IdIsAVersion8UuidWithTheTimeOfTheRequest) {
  const RequestId request{0x0192f6c57b6e7d2au, 0x9c3b5a1f0e8d7c6bu};
  const RequestId id = outcome_id(request, "UserCreated");
  EXPECT_EQ(id.high >> 16, request.high >> 16);
  EXPECT_EQ((id.high >> 12) & 15, 8u);
  EXPECT_EQ(id.low >> 62, 2u);
}

}  // namespace
}  // namespace boomerang
