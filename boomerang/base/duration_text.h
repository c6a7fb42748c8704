#pragma once

// Durations as people write them in flags and files: "6s", "500ms", "1.5s", "10m", "7d".

#include <chrono>
#include <string>
#include <string_view>

#include "boomerang/base/result.h"

namespace boomerang {

// Units: us, ms, s, m, h, d. A bare 0 needs none. Not negative, at most 100 years.
// Fails: invalid  anything else; `what` says what is expected
Result<std::chrono::microseconds> parse_duration(std::string_view text);

// The shortest form that parse_duration() reads back: 1500ms as "1500ms", 60s as "1m".
std::string duration_text(std::chrono::microseconds duration);

}  // namespace boomerang
