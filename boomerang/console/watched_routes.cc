#include "boomerang/console/watched_routes.h"

#include <algorithm>

#include "boomerang/gateway/answer.h"

namespace boomerang::console {
namespace {

const std::string* topic_of(const WatchedRoute& watched, TopicKind kind) {
  switch (kind) {
    case TopicKind::requests:
      return &watched.route.topic;
    case TopicKind::outcomes:
      return &watched.route.outcomes_topic;
    case TopicKind::dead_letters:
      return &watched.dead_letters_topic;
    default:
      return nullptr;
  }
}

}  // namespace

std::string_view name_of(TopicKind kind) {
  static constexpr std::string_view names[] = {"requests", "outcomes", "dead_letters", "replies",
                                               "other"};
  return names[static_cast<std::size_t>(kind)];
}

TopicKind WatchedRoutes::kind_of(std::string_view topic) const {
  for (const auto kind : {TopicKind::requests, TopicKind::outcomes, TopicKind::dead_letters}) {
    for (const auto& watched : routes_) {
      if (*topic_of(watched, kind) == topic) return kind;
    }
  }
  return topic == replies_topic_ ? TopicKind::replies : TopicKind::other;
}

std::vector<std::string> WatchedRoutes::topics(TopicKind kind) const {
  std::vector<std::string> topics;
  for (const auto& watched : routes_) {
    const auto* topic = topic_of(watched, kind);
    if (topic == nullptr) continue;
    if (std::find(topics.begin(), topics.end(), *topic) == topics.end()) topics.push_back(*topic);
  }
  return topics;
}

int WatchedRoutes::status_of(const Outcome& outcome, std::string_view name) const {
  static const gateway::Route any_route;
  const auto found = std::find_if(routes_.begin(), routes_.end(), [&](const auto& watched) {
    return watched.route.name() == name;
  });
  return gateway::status_of(outcome, found == routes_.end() ? any_route : found->route);
}

}  // namespace boomerang::console
