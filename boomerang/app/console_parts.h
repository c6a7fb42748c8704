#pragma once

// What the console is made of and shows, from what a process knows of itself.

#include <vector>

#include "boomerang/app/application.h"
#include "boomerang/app/banner.h"
#include "boomerang/app/metrics.h"
#include "boomerang/app/options.h"
#include "boomerang/base/result.h"
#include "boomerang/console/console.h"
#include "boomerang/console/overview.h"
#include "boomerang/console/watched_routes.h"
#include "boomerang/gateway/route.h"

namespace boomerang::app {

// Who may see it, as the options say.
// Fails: invalid  the password is too short; `what` says so
Result<console::Console::Options> console_options(const Options& options);

// Whether anybody can be shown it: else no page is answered but with 403.
bool is_console_shown(const Options& options);

console::WatchedRoutes watched_routes(const std::vector<gateway::Route>& routes);

console::Overview overview_of(const Whereabouts& where, const Measured& measured,
                              const Options& options, const Sample& sample);

}  // namespace boomerang::app
