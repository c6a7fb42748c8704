#pragma once

// Every setting that a route of a file can have: the one list that reading, suggestions and the
// documentation (docs/routes.md) follow.

#include <filesystem>
#include <span>
#include <vector>

#include "boomerang/gateway/route.h"
#include "boomerang/routing/table_key.h"

namespace boomerang::routing {

// A route that is being read.
struct Draft {
  gateway::Route route = {};
  std::filesystem::path folder = {};              // What its files are relative to.
  std::vector<std::filesystem::path> files = {};  // Those that were read.
};

using RouteKey = TableKey<Draft>;

std::span<const RouteKey> route_keys();

}  // namespace boomerang::routing
