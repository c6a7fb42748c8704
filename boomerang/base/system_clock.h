#pragma once

// The machine's clocks: CLOCK_MONOTONIC for deadlines, UTC for what is written down.

#include "boomerang/base/clock.h"

namespace boomerang {

class SystemClock final : public Clock {
 public:
  Instant now() const override;
  WallTime wall() const override;
};

}  // namespace boomerang
