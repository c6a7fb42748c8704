#include "boomerang/gateway/admission.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "boomerang/base/check.h"

namespace boomerang::gateway {
namespace {

constexpr Duration window_min = std::chrono::milliseconds(250);

// Of the time that a client waits, what may be planned with: a rate is never exact.
constexpr double planned_share = 0.75;

// Before somebody has waited for so long, there was no whole window with enough to do.
constexpr Duration late_after = 2 * window_min;

// Fewer outcomes are no rate.
constexpr std::uint64_t window_outcomes_min = 4;

// A window had enough to do if at no time less was open than this times what was done in it.
// Workers that take all there is in turns of some length have once that open when a turn is over.
constexpr double busy_factor = 1.5;

// So many in a row make a rate. A single one also has more to do than is done when it gets more.
constexpr std::size_t windows_least = 2;
constexpr std::size_t windows_max = 4;

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
  const auto open = queue.open.total(now);
  const bool is_stuck =
      oldest > wait / 2 && (!queue.last_outcome || now - *queue.last_outcome > wait / 2);
  if (is_stuck && open >= stuck_max) return Refused{503, "overloaded"};
  if (queue.rate == 0) {
    return open >= unknown_max ? std::optional(Refused{503, "overloaded"}) : std::nullopt;
  }
  const double patience = seconds_of(wait);
  const double foreseen = static_cast<double>(open) / queue.rate;
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
  queue.open.remove(admitted.since, now);
  count_outcome(queue, now);
}

void Admission::withdraw(const Admitted& admitted, Instant now) {
  const std::lock_guard lock(mutex_);
  Queue& queue = *queues_.at(admitted.queue);
  leave(queue, admitted.caller);
  queue.open.remove(admitted.since, now);
}

void Admission::count_outcome(Queue& queue, Instant now) {
  const auto open = queue.open.total(now);
  queue.last_outcome = now;
  if (queue.current) {
    Window& current = *queue.current;
    ++current.outcomes;
    current.length = now - queue.window_began;
    current.open_min = std::min(current.open_min, open);
    if (current.length < window_min || current.outcomes < window_outcomes_min) {
      // Whoever comes after a pause is not in a window with it.
      if (open == 0) queue.current.reset();
      return;
    }
    end_window(queue, current);
    queue.current.reset();
  }
  if (open == 0) return;
  queue.window_began = now;
  queue.current = Window{.open_min = open};
}

void Admission::end_window(Queue& queue, const Window& ended) {
  const auto outcomes = static_cast<double>(ended.outcomes);
  if (static_cast<double>(ended.open_min) < busy_factor * outcomes) {
    // It says no more than that at least so much can be done.
    queue.busy.clear();
    if (queue.rate != 0) queue.rate = std::max(queue.rate, outcomes / seconds_of(ended.length));
    return;
  }
  queue.busy.push_back(ended);
  if (queue.busy.size() > windows_max) queue.busy.pop_front();
  if (queue.busy.size() < windows_least) return;
  Window all;
  for (const Window& one : queue.busy) {
    all.outcomes += one.outcomes;
    all.length += one.length;
  }
  queue.rate = static_cast<double>(all.outcomes) / seconds_of(all.length);
}

std::size_t Admission::open(Instant now) {
  const std::lock_guard lock(mutex_);
  std::size_t sum = 0;
  for (const auto& queue : queues_) sum += queue->open.total(now);
  return sum;
}

}  // namespace boomerang::gateway
