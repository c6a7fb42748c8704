#include "boomerang/auth/refresh_schedule.h"

#include <algorithm>

namespace boomerang::auth {

Instant RefreshSchedule::due() const {
  if (begun_ == Instant::min()) return begun_;
  if (failures_ > 0) {
    constexpr unsigned doublings_max = 12;
    const Duration delay = std::chrono::seconds(1) * (1 << std::min(failures_ - 1, doublings_max));
    return begun_ + std::min(delay, min_);
  }
  return begun_ + (asked_ ? min_ : max_);
}

void RefreshSchedule::begin(Instant now) {
  begun_ = now;
  asked_ = false;
}

void RefreshSchedule::succeed() { failures_ = 0; }

void RefreshSchedule::fail() { ++failures_; }

}  // namespace boomerang::auth
