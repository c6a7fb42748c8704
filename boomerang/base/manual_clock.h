#pragma once

// A clock that a test moves by hand. Wall time starts at 2026-01-01T00:00:00Z.

#include <atomic>

#include "boomerang/base/clock.h"

namespace boomerang {

// Threads: any.
class ManualClock final : public Clock {
 public:
  Instant now() const override { return Instant{passed_.load()}; }

  WallTime wall() const override {
    constexpr std::chrono::sys_days start = std::chrono::year{2026} / 1 / 1;
    return start + std::chrono::duration_cast<std::chrono::microseconds>(passed_.load());
  }

  void advance(Duration by) { passed_.store(passed_.load() + by); }

 private:
  std::atomic<Duration> passed_{Duration{0}};
};

}  // namespace boomerang
