#include "boomerang/http/body_deadline.h"

#include <algorithm>

#include "boomerang/http/server.h"

namespace boomerang::http {

Instant body_deadline(const Limits& limits, Instant start, std::size_t received) {
  const Instant last = start + limits.body_wait;
  if (limits.body_bytes_per_second_min == 0) return last;
  const auto earned = std::chrono::milliseconds(received * 1000 / limits.body_bytes_per_second_min);
  return std::min(last, start + limits.body_grace + earned);
}

}  // namespace boomerang::http
