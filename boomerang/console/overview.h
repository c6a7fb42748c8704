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
    gateway::Counts counts = {};
    std::size_t open = 0;  // Requests that wait for their outcome.
    gateway::RequestDurations::Histograms durations = {};
  };
  struct Worker {
    std::string topic = {};
    worker::Counters counters = {};
  };
  struct Sample {
    std::string path = {};
    std::string body = {};
  };

  std::string name = {}, version = {}, role = {}, instance = {};
  std::string log = {};                      // "kafka 127.0.0.1:9093"
  std::optional<std::string> database = {};  // Without a password. None: a gateway alone.
  std::vector<std::string> reasons = {};     // Why it is not ready; none if it is.
  std::string gateway_url = {};
  std::optional<Gateway> gateway = {};  // While it accepts requests.
  std::vector<Worker> workers = {};
  std::optional<Sample> sample = {};  // A request to try, to the first route.
};

// One JSON object, with the routes. docs/console.md lists its members.
// Threads: any.
std::string overview_json(const Overview& overview, const WatchedRoutes& routes, WallTime now);

}  // namespace boomerang::console
