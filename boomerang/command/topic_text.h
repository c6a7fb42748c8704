#pragma once

// Topics as `boomerang topics ls` shows them.

#include <span>
#include <string>
#include <vector>

#include "boomerang/broker/broker.h"

namespace boomerang::command {

struct TopicState {
  broker::Topic topic;
  std::vector<broker::Range> ranges;  // One for each partition.
};

// A line for each topic, under a heading; columns aligned.
std::string topic_table(std::span<const TopicState> topics);

// One line with one JSON object, without the line break.
std::string topic_json(const TopicState& state);

}  // namespace boomerang::command
