#include "boomerang/app/needed_topics.h"

#include <algorithm>
#include <utility>

#include "boomerang/base/log.h"
#include "boomerang/broker/partitioner.h"
#include "boomerang/event/topic_names.h"

namespace boomerang::app {
namespace {

// On Kafka: enough for a few workers of a few threads.
constexpr broker::Partition usual_partitions = 8;

using broker::Durability;

std::vector<broker::Topic> needed(const std::vector<gateway::Route>& routes,
                                  const Options& options) {
  const auto asked = static_cast<broker::Partition>(
      options.partitions.value_or(options.on_kafka() ? usual_partitions : 1));
  std::vector<broker::Topic> topics;
  for (const auto& route : routes) {
    topics.push_back({.name = route.topic, .partitions = asked});
    topics.push_back({.name = dead_letters_of(route.topic)});
    topics.push_back({.name = route.outcomes_topic,
                      .partitions = options.on_kafka() ? asked : 1,
                      // What became of a request is in the inbox, and can be published again
                      // from there.
                      .durability = Durability::relaxed});
  }
  if (options.on_kafka()) {
    topics.push_back({.name = std::string(replies_topic),
                      .partitions = replies_partitions,
                      .durability = Durability::relaxed});
  }
  return topics;
}

}  // namespace

ReplyAddress reply_address(const std::string& instance) {
  return {std::string(replies_topic), broker::partition_of(instance, replies_partitions)};
}

Result<void> make_topics(broker::Broker& broker, const std::vector<gateway::Route>& routes,
                         const Options& options) {
  const auto there = broker.topics();
  if (!there) return there.fault();
  for (auto& topic : needed(routes, options)) {
    const auto found = std::find_if(there->begin(), there->end(),
                                    [&](const auto& one) { return one.name == topic.name; });
    if (found != there->end()) {
      const bool grows = options.partitions || topic.name == replies_topic;
      topic.partitions = grows ? std::max(topic.partitions, found->partitions) : found->partitions;
    }
    if (auto made = broker.ensure_topic(topic); !made) {
      return Fault{made.fault().kind, "topic " + topic.name + ": " + made.fault().what};
    }
  }
  return {};
}

}  // namespace boomerang::app
