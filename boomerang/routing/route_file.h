#pragma once

// Routes as they are written in a TOML file, beside the other settings of a program:
//
//   [[route]]
//   method = "POST"
//   path = "/accounts/{account}/payments"
//   topic = "payments.requests"
//   ...
//
// docs/routes.md says what each key means.

#include <filesystem>
#include <vector>

#include "boomerang/base/result.h"
#include "boomerang/gateway/route.h"

namespace boomerang::routing {

// The table that is read here, for config::Command::tables.
inline constexpr auto route_table = "route";

struct RouteFile {
  std::vector<gateway::Route> routes;        // Ready for gateway::RouteTable::make(). May be none.
  std::vector<std::filesystem::path> files;  // That were read for them, `file` first.
};

// Keys outside [[route]] are left alone.
//
// Fails: invalid  `what` is all that is wrong, a line for each in the order of the file, with the
//                 place and what to change; if it is no TOML, the first mistake alone
// Bounds: files of 1 MiB, 1000 routes, 64 items in a list or a table.
Result<RouteFile> read_routes(const std::filesystem::path& file);

}  // namespace boomerang::routing
