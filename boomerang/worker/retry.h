#pragma once

// When a failed event is tried again, and when it is given up. The one place that decides it.

#include <chrono>

#include "boomerang/base/clock.h"
#include "boomerang/base/random.h"
#include "boomerang/base/result.h"

namespace boomerang::worker {

struct RetryPolicy {
  int attempts_max = 5;
  Duration delay_min = std::chrono::milliseconds(100);
  Duration delay_max = std::chrono::seconds(30);
};

enum class Verdict { retry, give_up };

// What to do after `attempts` failed runs of the handler, the last of them with `kind`.
Verdict verdict(const RetryPolicy& policy, FaultKind kind, int attempts);

// How long to wait after failure number `failures`, counted from 1: between half and all of
// delay_min doubled each time, at most delay_max. The chance keeps what failed together from
// coming back together.
Duration retry_delay(const RetryPolicy& policy, int failures, Random& random);

}  // namespace boomerang::worker
