#pragma once

// What a program serves: the routes of its own and those of its file, the ways to authenticate,
// and the description of all that. Made at the start, and again when the file is read anew.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "boomerang/app/options.h"
#include "boomerang/auth/authenticator.h"
#include "boomerang/auth/scheme_options.h"
#include "boomerang/base/clock.h"
#include "boomerang/base/result.h"
#include "boomerang/describe/options.h"
#include "boomerang/gateway/gateway.h"
#include "boomerang/gateway/route.h"
#include "boomerang/routing/route_file.h"

namespace boomerang::app {

// What is to be served, as program and file say it.
struct Declared {
  std::string title = {};  // Of the description.
  std::vector<gateway::Route> routes = {};
  std::vector<auth::SchemeOptions> schemes = {};  // Those of the file.
  std::vector<std::filesystem::path> files = {};  // That were read for it.
};

// What the program has, and after it what its file says.
Declared with_file(Declared own, routing::RouteFile file);
// All routes with the timeout of the options, if they have one.
Declared with_timeout(Declared declared, const Options& options);

// What the description says beside the routes.
describe::DescribeOptions describe_options(const Declared& declared, const Options& options);

// Reads the files of keys. `clock` must outlive what is made. `before` is what knows the callers
// until then, if anything does.
//
// Fails: invalid  auth::Authenticator::make(), describe::openapi()
Result<gateway::Gateway::Served> make_served(const Declared& declared, const Options& options,
                                             const Clock& clock,
                                             const std::optional<auth::Authenticator>& before = {});

}  // namespace boomerang::app
