#include "boomerang/console/query.h"

#include <gtest/gtest.h>

namespace boomerang::console {
namespace {

TEST(QueryTest, FirstParameterOfTheNameIsDecoded) {
  EXPECT_EQ(parameter("a=1&text=b+c%2Bd%26&text=e", "text"), "b c+d&");
  EXPECT_EQ(parameter("t%65xt=x", "text"), "x");
  EXPECT_EQ(parameter("text=a=b", "text"), "a=b");
  for (const auto* query : {"", "text", "text=", "&&", "texts=1", "=text"}) {
    EXPECT_EQ(parameter(query, "text"), "") << query;
  }
}

TEST(QueryTest, NumbersHaveARange) {
  EXPECT_EQ(**number_parameter("n=5", "n", 1, 5), 5);
  EXPECT_FALSE(*number_parameter("m=5", "n", 1, 5));
  for (const auto* query : {"n=6", "n=0", "n=-1", "n=x", "n=5x", "n=99999999999999999999"}) {
    const auto number = number_parameter(query, "n", 1, 5);
    ASSERT_FALSE(number) << query;
    EXPECT_EQ(number.fault().what, "The parameter n must be a number from 1 to 5.");
  }
}

}  // namespace
}  // namespace boomerang::console
