#pragma once

#include <optional>
#include <string_view>

#include "boomerang/base/result.h"
#include "boomerang/broker/broker.h"
#include "boomerang/config/value.h"

namespace boomerang::command {

// Where reading begins, as --from says it: "start", "end", an offset, or a time of RFC 3339.
// Fails: invalid  anything else; `what` says what is expected
Result<broker::Start> parse_start(std::string_view text);

// An option's value of that form.
config::Value start_value(std::optional<broker::Start>& variable);

}  // namespace boomerang::command
