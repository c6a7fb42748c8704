#include "boomerang/store/recent.h"

#include <gtest/gtest.h>

namespace boomerang::store {
namespace {

TEST(RecentTest, TheOneNotUsedForTheLongestTimeGoes) {
  Recent<int> recent(2);
  EXPECT_EQ(recent.add("a", 1), std::nullopt);
  EXPECT_EQ(recent.add("b", 2), std::nullopt);
  ASSERT_NE(recent.find("a"), nullptr);

  EXPECT_EQ(recent.add("c", 3), 2);

  EXPECT_EQ(recent.find("b"), nullptr);
  EXPECT_EQ(*recent.find("a"), 1);
  EXPECT_EQ(*recent.find("c"), 3);
}

TEST(RecentTest, RemovedIsNotFound) {
  Recent<int> recent(2);
  recent.add("a", 1);

  recent.remove("a");
  recent.remove("never there");

  EXPECT_EQ(recent.find("a"), nullptr);
  EXPECT_EQ(recent.add("a", 2), std::nullopt);
  EXPECT_EQ(*recent.find("a"), 2);
}

}  // namespace
}  // namespace boomerang::store
