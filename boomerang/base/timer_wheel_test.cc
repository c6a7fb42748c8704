#include "boomerang/base/timer_wheel.h"

#include <functional>
#include <memory>
#include <utility>

#include <gtest/gtest.h>

#include "boomerang/base/random.h"

namespace boomerang {
namespace {

using namespace std::chrono_literals;

struct Alarm final : TimerWheel::Timer {
  explicit Alarm(std::function<void()> what = [] {}) : action(std::move(what)) {}
  void expired() override {
    ++fired;
    action();
  }

  std::function<void()> action;
  int fired = 0;
};

// A wheel of eight slots of 10 ms, at time zero.
struct TimerWheelTest : testing::Test {
  Instant at(Duration since) const { return Instant{} + since; }

  TimerWheel wheel{Instant{}, 10ms, 8};
  Alarm alarm;
};

TEST_F(TimerWheelTest, FiresOnceAtTheDeadlineAndNeverEarlier) {
  wheel.arm(alarm, at(25ms));

  EXPECT_EQ(wheel.advance(at(24ms)), 0u);
  EXPECT_EQ(wheel.advance(at(30ms)), 1u);
  EXPECT_EQ(wheel.advance(at(500ms)), 0u);
  EXPECT_EQ(alarm.fired, 1);
  EXPECT_TRUE(wheel.empty());
}

TEST_F(TimerWheelTest, CancelledTimerDoesNotFire) {
  wheel.arm(alarm, at(20ms));
  wheel.cancel(alarm);
  wheel.cancel(alarm);
  EXPECT_EQ(wheel.advance(at(1s)), 0u);
  EXPECT_FALSE(alarm.armed());
}

TEST_F(TimerWheelTest, ArmingAgainMovesTheDeadline) {
  wheel.arm(alarm, at(20ms));
  wheel.arm(alarm, at(60ms));
  EXPECT_EQ(wheel.advance(at(50ms)), 0u);
  EXPECT_EQ(wheel.advance(at(60ms)), 1u);
}

TEST_F(TimerWheelTest, DeadlineFurtherThanOneTurnWaitsItsTurns) {
  wheel.arm(alarm, at(250ms));
  for (auto time = 10ms; time < 250ms; time += 10ms) EXPECT_EQ(wheel.advance(at(time)), 0u);
  EXPECT_EQ(wheel.advance(at(250ms)), 1u);
}

TEST_F(TimerWheelTest, DeadlineInThePastFiresAtTheNextTick) {
  wheel.advance(at(100ms));
  wheel.arm(alarm, at(5ms));
  EXPECT_EQ(wheel.advance(at(110ms)), 1u);
}

TEST_F(TimerWheelTest, LongSleepFiresEverythingThatIsDue) {
  Alarm near, far, later;
  wheel.arm(near, at(10ms));
  wheel.arm(far, at(900ms));
  wheel.arm(later, at(2s));
  EXPECT_EQ(wheel.advance(at(1s)), 2u);
  EXPECT_EQ(later.fired, 0);
}

TEST_F(TimerWheelTest, ATimerMayDestroyItsNeighbourAndArmItselfAgain) {
  auto neighbour = std::make_unique<Alarm>();
  Alarm first([&] {
    neighbour.reset();
    wheel.arm(first, at(50ms));
  });
  wheel.arm(*neighbour, at(10ms));
  wheel.arm(first, at(10ms));

  EXPECT_EQ(wheel.advance(at(10ms)), 1u);
  EXPECT_EQ(wheel.advance(at(50ms)), 1u);
  EXPECT_EQ(first.fired, 2);
  wheel.cancel(first);
}

TEST_F(TimerWheelTest, AgreesWithASortedListOverRandomUse) {
  SeededRandom random(42);
  std::vector<std::unique_ptr<Alarm>> alarms;
  std::vector<Duration> deadlines;
  for (int i = 0; i < 500; ++i) {
    alarms.push_back(std::make_unique<Alarm>());
    deadlines.push_back(std::chrono::milliseconds(random.below(1000)));
    wheel.arm(*alarms.back(), at(deadlines.back()));
  }
  for (Duration now = 0ms; now <= 1010ms; now += std::chrono::milliseconds(1 + random.below(30))) {
    wheel.advance(at(now));
    for (std::size_t i = 0; i < alarms.size(); ++i) {
      const bool early = deadlines[i] > now;
      const bool late = deadlines[i] + wheel.tick() <= now;
      EXPECT_GE(alarms[i]->fired, late ? 1 : 0) << i;
      EXPECT_LE(alarms[i]->fired, early ? 0 : 1) << i;
    }
  }
}

}  // namespace
}  // namespace boomerang
