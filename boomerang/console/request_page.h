#pragma once

// One request with all that the log tells of it.

#include <optional>
#include <string>

#include "boomerang/base/clock.h"
#include "boomerang/console/log_browser.h"
#include "boomerang/console/watched_routes.h"
#include "boomerang/event/request_id.h"

namespace boomerang::console {

// One JSON object: Trail::members(), and key, source, expires, trace, stages and messages.
// Nothing if its event is not among the messages.
// Threads: any.
std::optional<std::string> request_json(RequestId id, const Found& found,
                                        const WatchedRoutes& routes, WallTime now);

}  // namespace boomerang::console
