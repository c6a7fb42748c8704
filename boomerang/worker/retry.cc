#include "boomerang/worker/retry.h"

#include <algorithm>

namespace boomerang::worker {

Verdict verdict(const RetryPolicy& policy, FaultKind kind, int attempts) {
  if (attempts >= policy.attempts_max) return Verdict::give_up;
  switch (kind) {
    case FaultKind::invalid:
      return Verdict::give_up;
    case FaultKind::busy:
    case FaultKind::unknown:
    case FaultKind::corrupt:  // Of something that the handler looked at. A person may mend it.
    case FaultKind::closed:
      return Verdict::retry;
  }
  return Verdict::retry;
}

Duration retry_delay(const RetryPolicy& policy, int failures, Random& random) {
  Duration delay = policy.delay_min;
  for (int i = 1; i < failures && delay < policy.delay_max; ++i) delay *= 2;
  delay = std::min(delay, policy.delay_max);
  const auto half = static_cast<std::uint64_t>(delay.count() / 2);
  return delay - Duration(static_cast<Duration::rep>(random.below(half + 1)));
}

}  // namespace boomerang::worker
