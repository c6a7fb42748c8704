#pragma once

// Deadlines by the hundred thousand, where nearly all are cancelled before they are due.
//
// Arming and cancelling are O(1) and never allocate: the timer is part of what it guards. A timer
// fires at the first advance() at or after its deadline, up to one tick late, never early.
// Source: Varghese and Lauck, "Hashed and Hierarchical Timing Wheels" (1987), scheme 6.
//
// Threads: one; the wheel and its timers belong to one strand.

#include <cstddef>
#include <vector>

#include "boomerang/base/clock.h"

namespace boomerang {

class TimerWheel {
 public:
  class Timer {
   public:
    Timer() = default;
    Timer(const Timer&) = delete;
    Timer& operator=(const Timer&) = delete;
    virtual ~Timer();  // Cancels.

    bool armed() const { return wheel_ != nullptr; }

   private:
    friend class TimerWheel;

    // The deadline has passed; the timer is no longer armed. May arm, cancel or destroy any timer,
    // this one included. Must not throw, and must not call advance().
    virtual void expired() = 0;

    TimerWheel* wheel_ = nullptr;
    Timer* next_ = nullptr;
    Timer** link_ = nullptr;  // What points at this timer.
    Instant deadline_{};
  };

  // Time stands at `start`. Deadlines are rounded up to a multiple of `tick`; those further away
  // than `tick` times `slots` only cost a look each time the wheel comes round.
  TimerWheel(Instant start, Duration tick, std::size_t slots);
  ~TimerWheel();

  // Sets the deadline of `timer`, whether or not it had one.
  void arm(Timer& timer, Instant deadline);

  // Afterwards `timer` does not fire. Does nothing if it is not armed.
  void cancel(Timer& timer);

  // Fires what is due at `now`, in no particular order within a tick, and says how many.
  // A `now` before the last one does nothing.
  std::size_t advance(Instant now);

  bool empty() const { return armed_ == 0; }
  Duration tick() const { return tick_; }

 private:
  std::size_t slot_of(Instant deadline) const;
  void insert(Timer*& head, Timer& timer);
  void remove(Timer& timer);

  const Instant start_;
  const Duration tick_;
  std::vector<Timer*> slots_;
  std::size_t armed_ = 0;
  Instant::rep ticks_done_ = 0;
};

}  // namespace boomerang
