#pragma once

#include <string_view>

#include "boomerang/base/result.h"
#include "boomerang/broker/broker.h"

namespace boomerang::command {

// Where reading begins, as --from says it: "start", "end", an offset, or a time of RFC 3339.
// Fails: invalid  anything else; `what` says what is expected
Result<broker::Start> parse_start(std::string_view text);

}  // namespace boomerang::command
