#pragma once

#include <string>
#include <string_view>

#include "boomerang/base/clock.h"
#include "boomerang/base/result.h"

namespace boomerang {

// "2026-01-31T23:59:59.123456Z": always UTC, always six decimals. Source: RFC 3339, section 5.6.
// Bounds: years 0 to 9999; a time outside comes out as the nearest inside.
std::string to_rfc3339(WallTime time);

// Reads any RFC 3339 time: an offset other than Z, any number of decimals (those past the sixth
// are dropped), and a leap second, which counts as the first instant of the next minute.
// Fails: invalid  not a time of that form, or no such day
Result<WallTime> parse_rfc3339(std::string_view text);

}  // namespace boomerang
