#include "boomerang/base/problem_json.h"

#include <gtest/gtest.h>

namespace boomerang {
namespace {

TEST(ProblemJsonTest, HasTheMembersOfRfc9457AndThoseThatAreAdded) {
  Headers members;
  members.add("request_id", "a\"b");
  EXPECT_EQ(problem_json(409, "Conflict", "Taken.", members),
            R"({"type":"about:blank","title":"Conflict","status":409,"detail":"Taken.",)"
            R"("request_id":"a\"b"})");
}

}  // namespace
}  // namespace boomerang
