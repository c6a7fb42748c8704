#include "boomerang/base/timer_wheel.h"

#include <algorithm>

#include "boomerang/base/check.h"

namespace boomerang {

TimerWheel::Timer::~Timer() {
  if (wheel_ != nullptr) wheel_->cancel(*this);
}

TimerWheel::TimerWheel(Instant start, Duration tick, std::size_t slots)
    : start_(start), tick_(tick), slots_(slots, nullptr) {
  check(tick > Duration{0} && slots > 0, "a wheel needs ticks and slots");
}

TimerWheel::~TimerWheel() {
  for (Timer* head : slots_) {
    for (; head != nullptr; head = head->next_) head->wheel_ = nullptr;
  }
}

void TimerWheel::arm(Timer& timer, Instant deadline) {
  check(timer.wheel_ == nullptr || timer.wheel_ == this, "a timer belongs to one wheel");
  cancel(timer);
  timer.deadline_ = deadline;
  insert(slots_[slot_of(deadline)], timer);
  timer.wheel_ = this;
  ++armed_;
}

void TimerWheel::cancel(Timer& timer) {
  if (timer.wheel_ == nullptr) return;
  remove(timer);
  timer.wheel_ = nullptr;
  --armed_;
}

std::size_t TimerWheel::advance(Instant now) {
  const auto ticks_now = (now - start_) / tick_;
  // After a long sleep one look at every slot is enough.
  const auto slots = static_cast<Instant::rep>(slots_.size());
  ticks_done_ = std::max(ticks_done_, ticks_now - slots);

  std::size_t fired = 0;
  while (ticks_done_ < ticks_now) {
    ++ticks_done_;
    // Taken out first: what fires may arm timers into this very slot. Those that are not due yet
    // go back; a timer destroyed meanwhile unlinks itself from `pending`.
    Timer*& slot = slots_[static_cast<std::size_t>(ticks_done_ % slots)];
    Timer* pending = slot;
    slot = nullptr;
    if (pending != nullptr) pending->link_ = &pending;
    while (pending != nullptr) {
      Timer& timer = *pending;
      remove(timer);
      if (timer.deadline_ > now) {
        insert(slot, timer);
        continue;
      }
      timer.wheel_ = nullptr;
      --armed_;
      ++fired;
      timer.expired();
    }
  }
  return fired;
}

// The slot of the first tick at or after the deadline, and never one that has been done already.
std::size_t TimerWheel::slot_of(Instant deadline) const {
  const auto since = std::max(deadline - start_, Duration{0});
  const auto tick = std::max((since + tick_ - Duration{1}) / tick_, ticks_done_ + 1);
  return static_cast<std::size_t>(tick % static_cast<Instant::rep>(slots_.size()));
}

void TimerWheel::insert(Timer*& head, Timer& timer) {
  timer.next_ = head;
  timer.link_ = &head;
  if (head != nullptr) head->link_ = &timer.next_;
  head = &timer;
}

void TimerWheel::remove(Timer& timer) {
  *timer.link_ = timer.next_;
  if (timer.next_ != nullptr) timer.next_->link_ = timer.link_;
}

}  // namespace boomerang
