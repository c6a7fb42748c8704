#include "boomerang/auth/refresh_schedule.h"

#include <gtest/gtest.h>

namespace boomerang::auth {
namespace {

using namespace std::chrono_literals;

class RefreshScheduleTest : public testing::Test {
 protected:
  static constexpr Instant begin{1000s};

  RefreshSchedule schedule{30s, 15min};
};

TEST_F(RefreshScheduleTest, FirstFetchIsAtOnce) { EXPECT_LE(schedule.due(), begin); }

TEST_F(RefreshScheduleTest, WithoutBeingAskedTheNextIsAfterTheLongestTime) {
  schedule.begin(begin);
  schedule.succeed();

  EXPECT_EQ(schedule.due(), begin + 15min);
}

TEST_F(RefreshScheduleTest, AskingBringsOneAfterTheShortestTime) {
  schedule.begin(begin);
  schedule.succeed();
  schedule.ask();
  schedule.ask();
  EXPECT_EQ(schedule.due(), begin + 30s);

  schedule.begin(begin + 30s);
  schedule.succeed();

  EXPECT_EQ(schedule.due(), begin + 30s + 15min);
}

TEST_F(RefreshScheduleTest, AskingDuringAFetchBringsAnother) {
  schedule.begin(begin);
  schedule.ask();
  schedule.succeed();

  EXPECT_EQ(schedule.due(), begin + 30s);
}

TEST_F(RefreshScheduleTest, FailuresAreTriedAgainMoreAndMoreSeldom) {
  Instant now = begin;
  for (const auto delay : {1s, 2s, 4s, 8s, 16s, 30s, 30s}) {
    schedule.begin(now);
    schedule.fail();
    schedule.ask();
    EXPECT_EQ(schedule.due(), now + delay);
    now = schedule.due();
  }
  for (int i = 0; i < 100; ++i) schedule.fail();
  EXPECT_EQ(schedule.due(), now - 30s + 30s);

  schedule.begin(now);
  schedule.succeed();
  EXPECT_EQ(schedule.due(), now + 15min);
}

}  // namespace
}  // namespace boomerang::auth
