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

TEST(ProblemJsonTest, TypeOfItsOwnHasATitleOfItsOwnAndMayListErrors) {
  Problem problem;
  problem.type = "/problems/schema";
  problem.title = "Body does not match";
  problem.status = 422;
  problem.detail = "Correct the members listed.";
  problem.errors = R"([{"pointer":"/name","detail":"Must not be empty."}])";
  EXPECT_EQ(problem_json(problem),
            R"({"type":"/problems/schema","title":"Body does not match","status":422,)"
            R"("detail":"Correct the members listed.",)"
            R"("errors":[{"pointer":"/name","detail":"Must not be empty."}]})");
}

}  // namespace
}  // namespace boomerang
