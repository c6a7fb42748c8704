#pragma once

// The only source of time. Tests hold a ManualClock and say when time passes.

#include <chrono>

namespace boomerang {

// For deadlines: never set back, meaningless outside this process.
using Instant = std::chrono::steady_clock::time_point;
using Duration = std::chrono::steady_clock::duration;

// For what is written down: UTC, can jump.
using WallTime = std::chrono::sys_time<std::chrono::microseconds>;

// Threads: any.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
  virtual WallTime wall() const = 0;
};

}  // namespace boomerang
