#pragma once

// Which topics routes may name: what is read as a request must be nothing else, and what is read as
// an outcome neither.

#include <cstddef>
#include <string>
#include <vector>

#include "boomerang/gateway/route.h"

namespace boomerang::gateway {

struct TopicMistake {
  std::size_t route = 0;     // Its place among the routes.
  bool of_outcomes = false;  // It is the route's outcomes topic.
  std::string what;          // "topic boomerang.replies is where ...; choose another"

  bool operator==(const TopicMistake&) const = default;
};

// All of them, in the order of the routes. One topic may serve several routes.
std::vector<TopicMistake> topic_mistakes(const std::vector<Route>& routes);

}  // namespace boomerang::gateway
