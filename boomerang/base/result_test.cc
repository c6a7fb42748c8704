#include "boomerang/base/result.h"

#include <memory>

#include <gtest/gtest.h>

namespace boomerang {
namespace {

TEST(ResultTest, HoldsAValueOrAFault) {
  Result<std::unique_ptr<int>> good = std::make_unique<int>(3);
  const Result<int> bad = Fault{FaultKind::busy, "full"};

  ASSERT_TRUE(good);
  EXPECT_EQ(**good, 3);
  EXPECT_EQ(**std::move(good), 3);
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.fault().kind, FaultKind::busy);
  EXPECT_STREQ(name_of(bad.fault().kind), "busy");
}

TEST(ResultDeathTest, ReadingTheMissingValueEndsTheProcess) {
  const Result<int> bad = Fault{FaultKind::busy, "full"};
  EXPECT_DEATH((void)*bad, "check failed: value of a Result that holds a fault");
}

}  // namespace
}  // namespace boomerang
