#include "boomerang/worker/dead_letter.h"

#include <string>

#include "boomerang/base/rfc3339.h"

namespace boomerang::worker {

Record dead_letter(const Delivery& delivery, std::string_view topic, WallTime failed_at) {
  constexpr std::size_t cause_bytes_max = 500;
  Record record = *delivery.entry.record;
  Headers& headers = record.headers;
  headers.add("boomerang_topic", topic);
  headers.add("boomerang_partition", std::to_string(delivery.entry.partition));
  headers.add("boomerang_offset", std::to_string(delivery.entry.offset));
  headers.add("boomerang_attempts", std::to_string(delivery.attempts));
  headers.add("boomerang_cause", std::string_view(delivery.cause).substr(0, cause_bytes_max));
  headers.add("boomerang_failed_at", to_rfc3339(failed_at));
  return record;
}

}  // namespace boomerang::worker
