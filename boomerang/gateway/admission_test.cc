#include "boomerang/gateway/admission.h"

#include <deque>

#include <gtest/gtest.h>

namespace boomerang::gateway {
namespace {

using namespace std::chrono_literals;

constexpr CallerTag ada{1};
constexpr CallerTag bob{2};

Route route() {
  Route made;
  made.paths = {"/users"};
  return made;
}

// Workers that do `per_second` in turns of at most `turn_max`, each as long as a full one, and
// clients that wait for `patience`.
struct Workers {
  Workers(Admission& admission_asked, double per_second, std::size_t most = 1)
      : admission(admission_asked),
        turn_max(most),
        turn(std::chrono::duration_cast<Duration>(static_cast<double>(most) * 1s / per_second)) {}

  // Goes on to `then`, and counts what was answered in time.
  void run_to(Instant then) {
    while (!queue.empty()) {
      const Instant begin = std::max(free, queue.front().since);
      if (begin + turn > then) return;
      free = begin + turn;
      for (std::size_t i = 0; i < turn_max && !queue.empty() && queue.front().since <= begin; ++i) {
        end(queue.front());
        queue.pop_front();
      }
    }
  }
  void end(const Admitted& admitted) {
    const bool in_time = free - admitted.since <= patience;
    (in_time ? answered : late)++;
    if (!in_time) admission.stop_waiting(admitted);
    admission.settle(admitted, in_time, free);
  }
  void ask(Instant then) {
    auto verdict = admission.enter(asked, {}, patience, then);
    if (verdict.refused) {
      ++refused;
      last_refused = verdict.refused;
    } else {
      queue.push_back(verdict.admitted);
    }
  }
  // `per_second` requests for `length`.
  void load(double per_second, Duration length) {
    answered = late = refused = 0;
    const auto gap = std::chrono::duration_cast<Duration>(1s / per_second);
    for (const auto end = now + length; now < end; now += gap) {
      run_to(now);
      ask(now);
    }
  }

  Admission& admission;
  const std::size_t turn_max;
  const Duration turn;
  const Duration patience = 5s;
  Route asked = route();
  std::deque<Admitted> queue;
  Instant now = Instant{} + 1000s;
  Instant free{};
  int answered = 0, late = 0, refused = 0;
  std::optional<Admission::Refused> last_refused;
};

TEST(AdmissionTest, TenTimesWhatCanBeDoneIsRefusedAndTheRestIsInTime) {
  Admission admission;
  Workers workers(admission, 200);
  workers.load(2000, 10s);  // Until the rate is known.
  workers.load(2000, 30s);
  EXPECT_GE(workers.answered, 0.9 * 200 * 30);
  EXPECT_LE(workers.late, 0.05 * workers.answered);
  EXPECT_GT(workers.refused, 30 * 1700);
  ASSERT_TRUE(workers.last_refused);
  EXPECT_EQ(workers.last_refused->status, 503);
  EXPECT_EQ(workers.last_refused->problem, "overloaded");
  EXPECT_GE(workers.last_refused->retry_after, 1s);
  EXPECT_LE(workers.last_refused->retry_after, 5s);
}

// Outcomes come all at once, one a second.
TEST(AdmissionTest, TenTimesWhatCanBeDoneInLongTurnsIsRefusedAndTheRestIsInTime) {
  Admission admission;
  Workers workers(admission, 256, 256);
  workers.load(2560, 10s);
  EXPECT_LE(workers.late, 512) << "let in before a rate was known";
  workers.load(2560, 30s);
  EXPECT_GE(workers.answered, 0.9 * 256 * 30);
  EXPECT_LE(workers.late, 0.05 * workers.answered);

  // Who comes after a pause knows it from before.
  workers.run_to(workers.now += 10s);
  workers.load(2560, 10s);
  EXPECT_GE(workers.answered + workers.late, 0.8 * 256 * 10);
  EXPECT_LE(workers.late, 512) << "let in within half a second";
}

TEST(AdmissionTest, WhatIsDoneInLongTurnsIsNotRefusedWhileItCanBeDone) {
  Admission admission;
  Workers workers(admission, 256, 256);
  for (const double rate : {30, 130, 250, 60, 200, 2}) {
    workers.load(rate, 20s);
    EXPECT_EQ(workers.refused, 0) << rate;
    EXPECT_EQ(workers.late, 0) << rate;
  }
  workers.load(2560, 20s);
  workers.run_to(workers.now += 10s);
  for (const double rate : {130, 250}) {
    workers.load(rate, 20s);
    EXPECT_EQ(workers.refused, 0) << rate << " after an overload";
  }
}

TEST(AdmissionTest, WorkersThatGetSlowerAreFollowed) {
  Admission admission;
  Workers workers(admission, 2000);
  workers.load(4000, 10s);
  Workers slower(admission, 200);
  workers.run_to(slower.now = workers.now + 10s);
  slower.load(2000, 30s);
  slower.load(2000, 30s);
  EXPECT_GE(slower.answered, 0.9 * 200 * 30);
  EXPECT_LE(slower.late, 0.05 * slower.answered);
}

TEST(AdmissionTest, NothingIsRefusedThatCanBeDone) {
  Admission admission;
  Workers workers(admission, 200);
  workers.load(190, 30s);
  EXPECT_EQ(workers.refused, 0);
  EXPECT_EQ(workers.late, 0);
}

TEST(AdmissionTest, ABurstAfterQuietIsTaken) {
  Admission admission;
  Workers workers(admission, 1000);
  workers.load(2, 30s);
  for (int i = 0; i < 2000; ++i) workers.ask(workers.now);
  EXPECT_EQ(workers.refused, 0) << "two seconds of work, and five to wait";
  workers.run_to(workers.now + 3s);
  EXPECT_EQ(workers.late, 0);
}

TEST(AdmissionTest, ALonePauseSaysNothingOfWhatCanBeDone) {
  Admission admission;
  const Instant start = Instant{} + 1000s;
  const auto slow = admission.enter(route(), {}, 5s, start).admitted;
  const auto other = admission.enter(route(), {}, 5s, start).admitted;
  admission.settle(slow, true, start + 3s);
  EXPECT_FALSE(admission.enter(route(), {}, 5s, start + 3s).refused);
  admission.settle(other, true, start + 3s);
  EXPECT_FALSE(admission.enter(route(), {}, 5s, start + 4s).refused);
}

TEST(AdmissionTest, WhereNoOutcomeComesFewAreLetIn) {
  Admission admission;
  Instant now = Instant{} + 1000s;
  int entered = 0;
  for (int i = 0; i < 100'000; ++i, now += 1ms) {
    if (!admission.enter(route(), {}, 5s, now).refused) ++entered;
  }
  EXPECT_GE(entered, 1000);
  EXPECT_LE(entered, 2000) << "for 100 seconds, of which the first ones are forgotten after 60";
}

TEST(AdmissionTest, AfterAnOverloadEverythingIsTakenAgain) {
  Admission admission;
  Workers workers(admission, 200);
  workers.load(2000, 20s);
  workers.run_to(workers.now += 10s);
  workers.load(150, 10s);
  EXPECT_EQ(workers.refused, 0);
}

TEST(AdmissionTest, RequestsWithoutOutcomeAreForgotten) {
  Admission admission;
  const Instant now = Instant{} + 1000s;
  const auto admitted = admission.enter(route(), ada, 5s, now).admitted;
  admission.stop_waiting(admitted);
  EXPECT_EQ(admission.open(now + 59s), 1u);
  EXPECT_EQ(admission.open(now + 61s), 0u);
  admission.settle(admitted, false, now + 62s);
  EXPECT_EQ(admission.open(now + 62s), 0u);
  EXPECT_EQ(admission.open(now + 100000s), 0u);
}

TEST(AdmissionTest, ARouteHasItsLimitAndIsFreedByEveryEnd) {
  Admission admission;
  Route two = route();
  two.waiting_max = 2;
  const Instant now = Instant{} + 1000s;
  const auto first = admission.enter(two, ada, 5s, now);
  const auto second = admission.enter(two, bob, 5s, now);
  const auto third = admission.enter(two, {}, 5s, now);
  ASSERT_TRUE(third.refused);
  EXPECT_EQ(third.refused->status, 503);
  EXPECT_EQ(third.refused->problem, "too-many-waiting");
  Route other = two;
  other.paths = {"/other"};
  EXPECT_FALSE(admission.enter(other, ada, 5s, now).refused) << "each route has its own";

  admission.settle(first.admitted, true, now);
  const auto fourth = admission.enter(two, ada, 5s, now);
  EXPECT_FALSE(fourth.refused);
  admission.withdraw(second.admitted, now);
  const auto fifth = admission.enter(two, ada, 5s, now);
  EXPECT_FALSE(fifth.refused);
  admission.stop_waiting(fourth.admitted);
  EXPECT_FALSE(admission.enter(two, ada, 5s, now).refused);
  EXPECT_TRUE(admission.enter(two, ada, 5s, now).refused);
}

TEST(AdmissionTest, ACallerHasALimitOfItsOwn) {
  Admission admission;
  Route one = route();
  one.waiting_per_caller_max = 1;
  const Instant now = Instant{} + 1000s;
  const auto first = admission.enter(one, ada, 5s, now);
  const auto again = admission.enter(one, ada, 5s, now);
  ASSERT_TRUE(again.refused);
  EXPECT_EQ(again.refused->status, 429);
  EXPECT_FALSE(admission.enter(one, bob, 5s, now).refused);
  admission.settle(first.admitted, true, now);
  EXPECT_FALSE(admission.enter(one, ada, 5s, now).refused);
}

}  // namespace
}  // namespace boomerang::gateway
