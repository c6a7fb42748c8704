#pragma once

// What stands behind the question mark.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "boomerang/base/result.h"

namespace boomerang::console {

// The value of the first parameter called `name`, decoded; "" if there is none.
// Source: WHATWG URL, application/x-www-form-urlencoded.
std::string parameter(std::string_view query, std::string_view name);

// The same as a whole number; nothing if there is none.
// Fails: invalid  it is no number of this range; `what` is a sentence for who asked
Result<std::optional<std::int64_t>> number_parameter(std::string_view query, std::string_view name,
                                                     std::int64_t least, std::int64_t most);

}  // namespace boomerang::console
