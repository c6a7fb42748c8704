#pragma once

#include "boomerang/base/clock.h"

namespace boomerang::auth {

// When keys are to be fetched again.
//
// Threads: one at a time.
class RefreshSchedule {
 public:
  // Nobody can have two fetches begin within `min`, but after failures: those are tried again after
  // 1 s, 2 s, 4 s and so on up to `min`. Without being asked the next one is after `max`.
  RefreshSchedule(Duration min, Duration max) : min_(min), max_(max) {}

  // The next fetch is to begin then, or now if that is past.
  Instant due() const;

  void begin(Instant now);
  void succeed();
  void fail();

  // Somebody needs newer keys than the last fetch can have brought.
  void ask() { asked_ = true; }

 private:
  const Duration min_;
  const Duration max_;
  Instant begun_ = Instant::min();
  unsigned failures_ = 0;
  bool asked_ = false;
};

}  // namespace boomerang::auth
