#include "boomerang/gateway/route_topics.h"

#include <map>
#include <set>

#include "boomerang/event/topic_names.h"

namespace boomerang::gateway {

std::vector<TopicMistake> topic_mistakes(const std::vector<Route>& routes) {
  std::set<std::string> requests;
  std::map<std::string, std::string> taken = {
      {std::string(replies_topic), "where workers answer gateways"}};
  for (const auto& route : routes) {
    requests.insert(route.topic);
    taken.try_emplace(dead_letters_of(route.topic), "for the dead letters of " + route.topic);
  }
  std::vector<TopicMistake> mistakes;
  const auto check = [&](std::size_t index, bool of_outcomes, const std::string& topic) {
    const std::string name = (of_outcomes ? "outcomes_topic " : "topic ") + topic;
    if (const auto found = taken.find(topic); found != taken.end()) {
      mistakes.push_back({index, of_outcomes, name + " is " + found->second + "; choose another"});
    } else if (of_outcomes && topic == routes[index].topic) {
      mistakes.push_back(
          {index, true, name + ": outcomes need a topic of their own; choose another"});
    } else if (of_outcomes && requests.contains(topic)) {
      mistakes.push_back(
          {index, true, name + " is where requests go by another route; choose another"});
    }
  };
  for (std::size_t i = 0; i < routes.size(); ++i) {
    check(i, false, routes[i].topic);
    check(i, true, routes[i].outcomes_topic);
  }
  return mistakes;
}

}  // namespace boomerang::gateway
