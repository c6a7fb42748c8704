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

// Workers that do `per_second`, one after the other, and clients that wait for `patience`.
struct Workers {
  Workers(Admission& admission_asked, double per_second)
      : admission(admission_asked), each(std::chrono::duration_cast<Duration>(1s / per_second)) {}

  // Goes on to `now`, and says how many were answered in time.
  void run_to(Instant then) {
    while (!queue.empty() && std::max(free, queue.front().since) + each <= then) {
      const Admitted admitted = queue.front();
      queue.pop_front();
      free = std::max(free, admitted.since) + each;
      const bool in_time = free - admitted.since <= patience;
      (in_time ? answered : late)++;
      if (!in_time) admission.stop_waiting(admitted);
      admission.settle(admitted, in_time, free);
    }
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
    const auto gap = std::chrono::duration_cast<Duration>(1s / per_second);
    for (const auto end = now + length; now < end; now += gap) {
      run_to(now);
      ask(now);
    }
  }

  Admission& admission;
  const Duration each;
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
  workers.answered = workers.late = workers.refused = 0;
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
  EXPECT_GE(entered, 2500) << "for half of the wait nobody can know";
  EXPECT_LE(entered, 6000) << "for 100 seconds, of which the first ones are forgotten after 60";
}

TEST(AdmissionTest, AfterAnOverloadEverythingIsTakenAgain) {
  Admission admission;
  Workers workers(admission, 200);
  workers.load(2000, 20s);
  workers.run_to(workers.now += 10s);
  workers.refused = 0;
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
