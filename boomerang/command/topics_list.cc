#include "boomerang/command/topics_list.h"

#include <ostream>
#include <vector>

#include "boomerang/command/exit_code.h"
#include "boomerang/command/topic_text.h"

namespace boomerang::command {
namespace {

Result<std::vector<TopicState>> states_in(const std::filesystem::path& data_folder) {
  auto log = open_log(data_folder);
  if (!log) return log.fault();
  const auto topics = (*log)->topics();
  if (!topics) return topics.fault();
  std::vector<TopicState> states;
  for (const auto& topic : *topics) {
    TopicState state{topic, {}};
    for (broker::Partition partition = 0; partition < topic.partitions; ++partition) {
      const auto range = (*log)->range(topic.name, partition);
      if (!range) return range.fault();
      state.ranges.push_back(*range);
    }
    states.push_back(std::move(state));
  }
  return states;
}

}  // namespace

config::Command TopicsList::command() {
  return {.name = "ls",
          .about = "Lists the topics of an embedded log, with how much is in them.",
          .options = {data_option(data_),
                      {.name = "json",
                       .value = config::on_off(json_),
                       .help = "One JSON object a line, with the offsets of each partition.",
                       .reach = config::Reach::flag}},
          .run = [this](const auto&) { return run(); }};
}

int TopicsList::run() {
  const auto states = states_in(data_);
  if (!states) return tell(states.fault(), err_);
  if (json_) {
    for (const auto& state : *states) out_ << topic_json(state) << "\n";
  } else {
    out_ << topic_table(*states);
  }
  return 0;
}

}  // namespace boomerang::command
