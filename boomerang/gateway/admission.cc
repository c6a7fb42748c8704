#include "boomerang/gateway/admission.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "boomerang/base/check.h"

namespace boomerang::gateway {
namespace {

constexpr Duration window = std::chrono::milliseconds(250);

// Of the time that a client waits, what may be planned with: a rate is never exact.
constexpr double planned_share = 0.75;

// Before somebody has waited for so long, there was no whole window with enough to do.
constexpr Duration late_after = 2 * window;

// Fewer outcomes are no rate.
constexpr std::uint64_t window_outcomes_min = 4;

// Of the last window, in the rate while it goes down.
constexpr double smoothing = 0.3;

double seconds_of(Duration duration) { return std::chrono::duration<double>(duration).count(); }

}  // namespace

void Admission::OpenCount::forget(Instant now) {
  const auto first = slot_of(now) - slots + 1;
  if (oldest_ < first - slots) oldest_ = first - slots;
  for (; oldest_ < first; ++oldest_) total_ -= std::exchange(at(oldest_), 0);
}

void Admission::OpenCount::add(Instant began, Instant now) {
  forget(now);
  if (slot_of(began) < oldest_) return;
  ++at(slot_of(began));
  ++total_;
}

void Admission::OpenCount::remove(Instant began, Instant now) {
  forget(now);
  if (slot_of(began) < oldest_ || at(slot_of(began)) == 0) return;
  --at(slot_of(began));
  --total_;
}

std::size_t Admission::OpenCount::total(Instant now) {
  forget(now);
  return total_;
}

Duration Admission::OpenCount::oldest_age(Instant now) {
  forget(now);
  if (total_ == 0) return {};
  auto slot = oldest_;
  while (at(slot) == 0) ++slot;
  return std::max(Duration::zero(), now.time_since_epoch() - (slot + 1) * slot_width);
}

std::size_t Admission::number_of(const Route& route) {
  const auto name = route.name();
  const auto [found, added] = numbers_.try_emplace(name, queues_.size());
  if (added) queues_.push_back(std::make_unique<Queue>());
  return found->second;
}

std::optional<Admission::Refused> Admission::full(const Queue& queue, const Route& route,
                                                  const CallerTag& caller) {
  if (route.waiting_max != 0 && queue.waiting >= route.waiting_max) {
    return Refused{503, "too-many-waiting"};
  }
  if (route.waiting_per_caller_max == 0) return std::nullopt;
  const auto of_caller = queue.callers.find(caller);
  if (of_caller != queue.callers.end() && of_caller->second >= route.waiting_per_caller_max) {
    return Refused{429, "too-many-waiting"};
  }
  return std::nullopt;
}

std::optional<Admission::Refused> Admission::late(Queue& queue, Duration wait, Instant now) {
  const auto oldest = queue.open.oldest_age(now);
  if (oldest < late_after) return std::nullopt;
  if (queue.rate == 0) {
    const bool is_stuck = queue.open.total(now) >= stuck_max && oldest > wait / 2;
    return is_stuck ? std::optional(Refused{503, "overloaded"}) : std::nullopt;
  }
  const double patience = seconds_of(wait);
  const double foreseen = static_cast<double>(queue.open.total(now)) / queue.rate;
  const double over = foreseen - patience * planned_share;
  if (over <= 0) return std::nullopt;
  const auto seconds = static_cast<std::int64_t>(std::ceil(std::min(over, 60.0)));
  return Refused{503, "overloaded", std::chrono::seconds(std::max<std::int64_t>(seconds, 1))};
}

Admission::Verdict Admission::enter(const Route& route, const CallerTag& caller, Duration wait,
                                    Instant now) {
  const std::lock_guard lock(mutex_);
  const auto number = number_of(route);
  Queue& queue = *queues_[number];
  if (auto refused = full(queue, route, caller)) return {.refused = refused};
  if (auto refused = late(queue, wait, now)) return {.refused = refused};
  ++queue.waiting;
  if (caller != CallerTag{}) ++queue.callers[caller];
  queue.open.add(now, now);
  return {.admitted = {number, caller, now}};
}

void Admission::leave(Queue& queue, const CallerTag& caller) {
  check(queue.waiting > 0, "one leaves that has entered");
  --queue.waiting;
  const auto of_caller = queue.callers.find(caller);
  if (of_caller != queue.callers.end() && --of_caller->second == 0) queue.callers.erase(of_caller);
}

void Admission::stop_waiting(const Admitted& admitted) {
  const std::lock_guard lock(mutex_);
  leave(*queues_.at(admitted.queue), admitted.caller);
}

void Admission::settle(const Admitted& admitted, bool waited, Instant now) {
  const std::lock_guard lock(mutex_);
  Queue& queue = *queues_.at(admitted.queue);
  if (waited) leave(queue, admitted.caller);
  count_outcome(queue, now - admitted.since >= window, now);
  queue.open.remove(admitted.since, now);
  if (queue.open.total(now) == 0) forget_rate(queue);
}

void Admission::forget_rate(Queue& queue) {
  queue.window_began.reset();
  queue.rate = 0;
}

void Admission::withdraw(const Admitted& admitted, Instant now) {
  const std::lock_guard lock(mutex_);
  Queue& queue = *queues_.at(admitted.queue);
  leave(queue, admitted.caller);
  queue.open.remove(admitted.since, now);
}

// A window without enough to do says nothing of what can be done: then the rate only goes up.
void Admission::count_outcome(Queue& queue, bool is_behind, Instant now) {
  if (!queue.window_began) {
    queue.window_began = now;
    queue.in_window = 0;
    return;
  }
  ++queue.in_window;
  const auto elapsed = now - *queue.window_began;
  if (elapsed < window || queue.in_window < window_outcomes_min) return;
  const double rate = static_cast<double>(queue.in_window) / seconds_of(elapsed);
  if (rate > queue.rate) {
    queue.rate = rate;
  } else if (is_behind) {
    queue.rate += smoothing * (rate - queue.rate);
  }
  queue.window_began = now;
  queue.in_window = 0;
}

std::size_t Admission::open(Instant now) {
  const std::lock_guard lock(mutex_);
  std::size_t sum = 0;
  for (const auto& queue : queues_) sum += queue->open.total(now);
  return sum;
}

}  // namespace boomerang::gateway
