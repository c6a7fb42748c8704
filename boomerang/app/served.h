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

namespace boomerang::app {

// What is to be served, as program and file say it.
struct Declared {
  std::string title = {};                         // Of the description.
  std::vector<gateway::Route> routes = {};        // With the timeout of the options.
  std::vector<auth::SchemeOptions> schemes = {};  // Those of the file.
  std::vector<std::filesystem::path> files = {};  // That were read for it.
};

// Adds what stands in the file `options.config`, if it is named, and sets the timeout.
//
// Fails: invalid  the file, as routing::read_routes() has it; no route at all
Result<Declared> declare_from_file(Declared own, const Options& options);
// The same without a file. Fails: invalid  no route
Result<Declared> declare(Declared own, const Options& options);

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
