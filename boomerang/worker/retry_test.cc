#include "boomerang/worker/retry.h"

#include <gtest/gtest.h>

namespace boomerang::worker {
namespace {

using namespace std::chrono_literals;

TEST(RetryTest, InvalidIsGivenUpAtOnceAndOthersAreTriedAgain) {
  EXPECT_EQ(verdict({}, FaultKind::invalid, 1), Verdict::give_up);
  for (const auto kind :
       {FaultKind::busy, FaultKind::unknown, FaultKind::corrupt, FaultKind::closed}) {
    EXPECT_EQ(verdict({}, kind, 1), Verdict::retry);
  }
}

TEST(RetryTest, FifthAttemptIsTheLast) {
  EXPECT_EQ(verdict({}, FaultKind::busy, 4), Verdict::retry);
  EXPECT_EQ(verdict({}, FaultKind::busy, 5), Verdict::give_up);
}

TEST(RetryTest, DelayDoublesUpToItsBoundAndIsNeverUnderHalf) {
  SeededRandom random(1);
  Duration most = 100ms;
  for (int failures = 1; failures < 40; ++failures) {
    for (int i = 0; i < 20; ++i) {
      const Duration delay = retry_delay({}, failures, random);
      EXPECT_LE(delay, most);
      EXPECT_GE(delay, most / 2);
    }
    most = std::min<Duration>(most * 2, 30s);
  }
}

TEST(RetryTest, NoDelayIsAllowed) {
  SeededRandom random(1);
  EXPECT_EQ(retry_delay({.delay_min = 0ms, .delay_max = 0ms}, 3, random), 0ms);
}

}  // namespace
}  // namespace boomerang::worker
