#include "boomerang/broker/kafka/topic_admin.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <thread>
#include <utility>

#include "boomerang/broker/kafka/admin_call.h"
#include "boomerang/broker/kafka/fault.h"
#include "boomerang/broker/kafka/guest.h"
#include "boomerang/broker/kafka/offsets.h"
#include "boomerang/broker/kafka/settings.h"

namespace boomerang::broker::kafka {
namespace {

// With three copies, two hold what is acknowledged: any one broker can be lost, and appends go on.
int written_copies(int copies) { return copies >= 3 ? 2 : 1; }

std::int64_t number(const Settings& settings, const char* name) {
  const auto found = settings.find(name);
  std::int64_t value = 0;
  if (found == settings.end()) return value;
  const char* const text = found->second.data();
  std::from_chars(text, text + found->second.size(), value);
  return value;
}

std::int64_t milliseconds_of(std::chrono::seconds age) {
  constexpr auto max = std::numeric_limits<std::int64_t>::max();
  return age.count() > max / 1000 ? max : age.count() * 1000;
}

// What a topic must have of its own.
Settings settings_of(const Topic& topic, const KafkaOptions& options) {
  constexpr std::size_t framing_bytes = 64 << 10;
  return {
      {"cleanup.policy", "delete"},
      {"retention.ms", std::to_string(milliseconds_of(topic.retention.age_max))},
      {"retention.bytes", std::to_string(topic.retention.bytes_max)},
      {"max.message.bytes", std::to_string(options.record_bytes_max + framing_bytes)},
      // Entry::time is when a record was appended, and never goes down.
      {"message.timestamp.type", "LogAppendTime"},
  };
}

}  // namespace

int TopicAdmin::copies_wanted(int brokers) const {
  return options_.replication > 0 ? options_.replication : std::clamp(brokers, 1, 3);
}

Result<TopicAdmin::Layout> TopicAdmin::layout(const std::string& topic) const {
  const TopicHandle handle(rd_kafka_topic_new(client_, topic.c_str(), nullptr));
  if (handle == nullptr) return fault_of(rd_kafka_last_error(), topic);
  const rd_kafka_metadata_t* answer = nullptr;
  const auto error =
      rd_kafka_metadata(client_, 0, handle.get(), &answer, milliseconds(options_.call_wait_max));
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR) return fault_of(error, "metadata of " + topic);
  const Metadata metadata(answer);
  Layout layout{.brokers = metadata->broker_cnt, .has_leaders = true};
  if (metadata->topic_cnt != 1) return Fault{FaultKind::busy, "no metadata of " + topic};
  const auto& found = metadata->topics[0];
  if (is_missing(found.err)) return layout;
  if (found.err != RD_KAFKA_RESP_ERR_NO_ERROR) return fault_of(found.err, topic);
  layout.partitions = found.partition_cnt;
  for (int i = 0; i < found.partition_cnt; ++i) {
    const auto& partition = found.partitions[i];
    layout.copies = i == 0 ? partition.replica_cnt : std::min(layout.copies, partition.replica_cnt);
    layout.has_leaders = layout.has_leaders && partition.leader >= 0;
  }
  return layout;
}

Result<void> TopicAdmin::create(const Topic& topic, int brokers) const {
  const int copies = copies_wanted(brokers);
  if (copies > brokers) {
    return Fault{FaultKind::busy, topic.name + " is to have " + std::to_string(copies) +
                                      " copies, but there are " + std::to_string(brokers) +
                                      " brokers"};
  }
  Settings settings = settings_of(topic, options_);
  settings["min.insync.replicas"] = std::to_string(written_copies(copies));
  return create_topic(client_, topic.name, topic.partitions, copies, settings,
                      options_.call_wait_max);
}

// Brokers learn of a topic's partitions a little later than the one that made them.
Result<TopicAdmin::Layout> TopicAdmin::await(const Topic& topic) const {
  const Instant deadline = clock_.now() + options_.call_wait_max;
  for (;;) {
    auto found = layout(topic.name);
    if (!found || (found->partitions >= topic.partitions && found->has_leaders)) return found;
    if (clock_.now() >= deadline) return Fault{FaultKind::busy, topic.name + " is not ready yet"};
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

Result<void> TopicAdmin::check_copies(const std::string& topic, const Layout& layout) const {
  const int wanted = copies_wanted(layout.brokers);
  if (layout.copies >= wanted) return {};
  return Fault{FaultKind::invalid,
               topic + " has " + std::to_string(layout.copies) + " copies of a partition, and " +
                   std::to_string(wanted) +
                   " are asked for: add replicas to it, or ask for fewer copies"};
}

// Brings the settings of a topic that was there to what they must be; the others stay.
Result<void> TopicAdmin::change_settings(const Topic& topic) const {
  const auto described = describe_topics(client_, {topic.name}, options_.call_wait_max);
  if (!described) return described.fault();
  const auto found = described->find(topic.name);
  if (found == described->end()) return Fault{FaultKind::busy, topic.name + " is not ready yet"};
  Settings own = found->second.its_own;
  bool changed = false;
  for (const auto& [name, value] : settings_of(topic, options_)) {
    const auto in_force = found->second.all.find(name);
    if (in_force != found->second.all.end() && in_force->second == value) continue;
    own[name] = value;
    changed = true;
  }
  if (changed) {
    auto done = replace_settings(client_, topic.name, own, options_.call_wait_max);
    if (!done) return done.fault();
  }
  const auto written = number(found->second.all, "min.insync.replicas");
  const int wanted = options_.replication == 0 ? 1 : written_copies(options_.replication);
  if (written >= wanted) return {};
  return Fault{FaultKind::invalid,
               topic.name + " has min.insync.replicas=" + std::to_string(written) + ", and " +
                   std::to_string(wanted) + " is needed to lose no acknowledged record"};
}

// Asks every leader for something, so that the first append finds a connection.
Result<void> TopicAdmin::warm(const Topic& topic) const {
  std::vector<Partition> all;
  for (Partition i = 0; i < topic.partitions; ++i) all.push_back(i);
  const auto found = ranges(client_, topic.name, all, clock_, options_.call_wait_max);
  if (!found) return Fault{FaultKind::busy, found.fault().what};
  return {};
}

Result<void> TopicAdmin::ensure(const Topic& topic) {
  if (!is_topic_name(topic.name) || topic.partitions < 1) {
    return Fault{FaultKind::invalid, "not a topic: " + topic.name};
  }
  const auto before = layout(topic.name);
  if (!before) return before.fault();
  if (before->partitions > topic.partitions) {
    return Fault{FaultKind::invalid, topic.name + " has " + std::to_string(before->partitions) +
                                         " partitions, and they cannot be made fewer"};
  }
  if (before->partitions == 0) {
    if (auto done = create(topic, before->brokers); !done) return done.fault();
  } else if (before->partitions < topic.partitions) {
    auto done = create_partitions(client_, topic.name, topic.partitions, options_.call_wait_max);
    if (!done) return done.fault();
  }
  const auto found = await(topic);
  if (!found) return found.fault();
  if (auto done = check_copies(topic.name, *found); !done) return done.fault();
  if (before->partitions > 0) {
    if (auto done = change_settings(topic); !done) return done.fault();
  }
  return warm(topic);
}

Result<std::vector<Topic>> TopicAdmin::list() {
  const rd_kafka_metadata_t* answer = nullptr;
  const auto error =
      rd_kafka_metadata(client_, 1, nullptr, &answer, milliseconds(options_.call_wait_max));
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR) return fault_of(error, "list the topics");
  const Metadata metadata(answer);
  std::vector<Topic> topics;
  std::vector<std::string> names;
  for (int i = 0; i < metadata->topic_cnt; ++i) {
    const auto& found = metadata->topics[i];
    if (found.err != RD_KAFKA_RESP_ERR_NO_ERROR) continue;
    if (std::string_view(found.topic).starts_with("__")) continue;
    names.emplace_back(found.topic);
    topics.push_back({.name = found.topic, .partitions = found.partition_cnt});
  }
  const auto described = describe_topics(client_, names, options_.call_wait_max);
  if (!described) return described.fault();
  for (auto& topic : topics) {
    const auto found = described->find(topic.name);
    if (found == described->end()) continue;
    const Settings& all = found->second.all;
    const std::chrono::milliseconds age(number(all, "retention.ms"));
    topic.retention.age_max = std::chrono::duration_cast<std::chrono::seconds>(age);
    topic.retention.bytes_max = number(all, "retention.bytes");
  }
  std::sort(topics.begin(), topics.end(),
            [](const Topic& a, const Topic& b) { return a.name < b.name; });
  return topics;
}

}  // namespace boomerang::broker::kafka
