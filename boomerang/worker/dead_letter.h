#pragma once

#include <string_view>

#include "boomerang/event/record.h"
#include "boomerang/worker/delivery.h"

namespace boomerang::worker {

// The event's record with what is known of its failure: headers `boomerang_topic`,
// `boomerang_partition`, `boomerang_offset`, `boomerang_attempts`, `boomerang_cause` and
// `boomerang_failed_at`.
// Bounds: of the cause, 500 bytes.
Record dead_letter(const Delivery& delivery, std::string_view topic, WallTime failed_at);

}  // namespace boomerang::worker
