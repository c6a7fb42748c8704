#include "boomerang/base/headers.h"

#include <gtest/gtest.h>

namespace boomerang {
namespace {

using namespace std::string_view_literals;

TEST(HeadersTest, FindsTheFirstOfAName) {
  Headers headers;
  headers.add("a", "1");
  headers.add("b", "two");
  headers.add("a", "3");

  EXPECT_EQ(headers.find("a"), "1");
  EXPECT_EQ(headers.find("b"), "two");
  EXPECT_EQ(headers.find("A"), std::nullopt);
  EXPECT_EQ(headers.size(), 3u);
  EXPECT_EQ(headers.bytes(), 8u);
}

TEST(HeadersTest, KeepsEveryByteOfAValue) {
  Headers headers;
  headers.add("partition", "\0\0\0\x80"sv);
  EXPECT_EQ(headers.find("partition"), "\0\0\0\x80"sv);
}

TEST(HeadersTest, MovingABoundaryMakesThemDiffer) {
  Headers one;
  one.add("ab", "c");
  Headers other;
  other.add("a", "bc");
  EXPECT_FALSE(one == other);
}

}  // namespace
}  // namespace boomerang
