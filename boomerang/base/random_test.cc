#include "boomerang/base/random.h"

#include <set>

#include <gtest/gtest.h>

namespace boomerang {
namespace {

TEST(RandomTest, SameSeedGivesTheSameNumbers) {
  SeededRandom one(7);
  SeededRandom other(7);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(one.next(), other.next());
}

TEST(RandomTest, BelowStaysBelowAndReachesEveryMember) {
  SeededRandom random(1);
  std::set<std::uint64_t> seen;
  for (int i = 0; i < 1000; ++i) seen.insert(random.below(5));
  EXPECT_EQ(seen, (std::set<std::uint64_t>{0, 1, 2, 3, 4}));
}

TEST(RandomTest, SystemNumbersDoNotRepeatAcrossBlocks) {
  SystemRandom random;
  std::set<std::uint64_t> seen;
  for (int i = 0; i < 1000; ++i) seen.insert(random.next());
  EXPECT_EQ(seen.size(), 1000u);
}

}  // namespace
}  // namespace boomerang
