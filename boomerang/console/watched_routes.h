#pragma once

// The routes of the application, and what each topic of the log is to them.
//
// Threads: any.

#include <string>
#include <string_view>
#include <vector>

#include "boomerang/event/outcome.h"
#include "boomerang/gateway/route.h"

namespace boomerang::console {

enum class TopicKind { requests, outcomes, dead_letters, replies, other };

// "requests", "dead_letters", ...
std::string_view name_of(TopicKind kind);

struct WatchedRoute {
  gateway::Route route = {};
  std::string dead_letters_topic = {};
};

class WatchedRoutes {
 public:
  WatchedRoutes() = default;
  WatchedRoutes(std::vector<WatchedRoute> routes, std::string replies_topic)
      : routes_(std::move(routes)), replies_topic_(std::move(replies_topic)) {}

  const std::vector<WatchedRoute>& all() const { return routes_; }

  TopicKind kind_of(std::string_view topic) const;

  // Each topic of that kind once.
  std::vector<std::string> topics(TopicKind kind) const;

  // The status by which the route called `name` answers the outcome.
  int status_of(const Outcome& outcome, std::string_view name) const;

 private:
  std::vector<WatchedRoute> routes_;
  std::string replies_topic_;
};

}  // namespace boomerang::console
