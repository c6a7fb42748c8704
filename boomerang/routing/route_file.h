#pragma once

// Routes as they are written in a TOML file, beside the other settings of a program:
//
//   [[route]]
//   method = "POST"
//   path = "/accounts/{account}/payments"
//   topic = "payments.requests"
//   ...
//
// docs/routes.md says what each key means. Beside them stand the ways to authenticate that routes
// name, as [[authentication]] tables: docs/authentication.md.

#include <filesystem>
#include <vector>

#include "boomerang/auth/scheme_options.h"
#include "boomerang/base/result.h"
#include "boomerang/gateway/route.h"

namespace boomerang::routing {

// The tables that are read here, for config::Command::tables.
inline constexpr auto route_table = "route";
inline constexpr auto authentication_table = "authentication";

struct RouteFile {
  std::vector<gateway::Route> routes;        // Ready for gateway::RouteTable::make(). May be none.
  std::vector<auth::SchemeOptions> schemes;  // Ready for auth::Authenticator::make().
  std::vector<std::filesystem::path> files;  // That were read for them, `file` first.
};

// Keys outside these tables are left alone. Files that hold keys or secrets are read to see whether
// they are good; no URL is asked.
//
// Fails: invalid  `what` is all that is wrong, a line for each in the order of the file, with the
//                 place and what to change; if it is no TOML, the first mistake alone
// Bounds: files of 1 MiB, 1000 routes, 64 ways to authenticate, 64 items in a list or a table.
Result<RouteFile> read_routes(const std::filesystem::path& file);

}  // namespace boomerang::routing
