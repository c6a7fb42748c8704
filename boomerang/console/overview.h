#pragma once

// What a process tells of itself.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "boomerang/base/clock.h"
#include "boomerang/console/watched_routes.h"
#include "boomerang/gateway/edge.h"
#include "boomerang/worker/worker.h"

namespace boomerang::console {

struct Overview {
  struct Gateway {
    std::string url = {};
    std::size_t open = 0;
    gateway::Counts counts = {};
  };
  struct Worker {
    std::string topic = {};
    worker::Counters counters = {};
  };

  std::string name = {}, version = {}, role = {}, instance = {};
  std::string log = {};                      // "kafka 127.0.0.1:9093"
  std::optional<std::string> database = {};  // Without a password. None: a gateway alone.
  std::vector<std::string> reasons = {};     // Why it is not ready; none if it is.
  std::optional<Gateway> gateway = {};       // While it accepts requests.
  std::vector<Worker> workers = {};
  // A request to try, to the first route.
  struct Sample {
    std::string path = {};
    std::string body = {};
  };
  std::optional<Sample> sample = {};
};

// One JSON object, with the routes. docs/console.md lists its members.
// Threads: any.
std::string overview_json(const Overview& overview, const WatchedRoutes& routes, WallTime now);

}  // namespace boomerang::console
