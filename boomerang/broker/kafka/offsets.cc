#include "boomerang/broker/kafka/offsets.h"

#include <algorithm>
#include <thread>

#include "boomerang/broker/kafka/fault.h"
#include "boomerang/broker/kafka/guest.h"
#include "boomerang/broker/kafka/settings.h"

namespace boomerang::broker::kafka {
namespace {

// ListOffsets takes a time in milliseconds, or one of these. Source: the Kafka protocol guide.
constexpr std::int64_t latest = -1;
constexpr std::int64_t earliest = -2;

// Brokers learn of a topic one after the other. One that knows of none is not believed before
// this; topic.metadata.propagation.max.ms is the same for appends.
constexpr Duration belief = std::chrono::seconds(1);
constexpr Duration pause = std::chrono::milliseconds(20);

// The first offset not before `time` in each partition; -1 where there is none.
Result<Positions> ask(rd_kafka_t* client, const std::string& topic,
                      const std::vector<Partition>& partitions, std::int64_t time, Duration wait) {
  const PartitionList list(rd_kafka_topic_partition_list_new(static_cast<int>(partitions.size())));
  for (const Partition partition : partitions) {
    rd_kafka_topic_partition_list_add(list.get(), topic.c_str(), partition)->offset = time;
  }
  const auto error = rd_kafka_offsets_for_times(client, list.get(), milliseconds(wait));
  if (is_missing(error)) return Fault{FaultKind::busy, topic + " is not known yet"};
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR) return fault_of(error, "offsets of " + topic);
  Positions found;
  for (int i = 0; i < list->cnt; ++i) {
    const auto& one = list->elems[i];
    // Whether it is missing or only not known everywhere yet is for ask_until() to find out.
    if (is_missing(one.err)) return Fault{FaultKind::busy, topic + " is not known yet"};
    if (one.err != RD_KAFKA_RESP_ERR_NO_ERROR) return fault_of(one.err, "offsets of " + topic);
    found[one.partition] = one.offset;
  }
  return found;
}

// Asks again while there is time: a leader may have moved. Nothing is asked of no partition.
Result<Positions> ask_until(rd_kafka_t* client, const std::string& topic,
                            const std::vector<Partition>& partitions, std::int64_t time,
                            const Clock& clock, Instant deadline) {
  if (partitions.empty()) return Positions{};
  for (;;) {
    const Duration left = std::max(deadline - clock.now(), Duration{0});
    auto found = ask(client, topic, partitions, time, left);
    if (found || found.fault().kind != FaultKind::busy) return found;
    if (clock.now() >= deadline) return found;
    // This also lets librdkafka hear where the leaders are.
    const auto count = count_partitions(client, topic, clock, deadline - clock.now());
    if (!count) return count.fault();
    for (const Partition partition : partitions) {
      if (partition >= *count) return Fault{FaultKind::invalid, "no such partition of " + topic};
    }
    std::this_thread::sleep_for(pause);
  }
}

// As count_partitions(), asked once.
Result<Partition> ask_count(rd_kafka_t* client, const std::string& topic, Duration wait) {
  const TopicHandle handle(rd_kafka_topic_new(client, topic.c_str(), nullptr));
  if (handle == nullptr) return fault_of(rd_kafka_last_error(), topic);
  const rd_kafka_metadata_t* answer = nullptr;
  const auto error = rd_kafka_metadata(client, 0, handle.get(), &answer, milliseconds(wait));
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR) return fault_of(error, "metadata of " + topic);
  const Metadata metadata(answer);
  if (metadata->topic_cnt != 1) return Fault{FaultKind::busy, "no metadata of " + topic};
  const auto& found = metadata->topics[0];
  if (found.err != RD_KAFKA_RESP_ERR_NO_ERROR) return fault_of(found.err, topic);
  return found.partition_cnt;
}

}  // namespace

Result<Partition> count_partitions(rd_kafka_t* client, const std::string& topic, const Clock& clock,
                                   Duration wait) {
  const Instant deadline = clock.now() + std::min<Duration>(wait, belief);
  for (;;) {
    auto count = ask_count(client, topic, wait);
    if (count || count.fault().kind != FaultKind::invalid) return count;
    if (clock.now() >= deadline) return count;
    std::this_thread::sleep_for(pause);
  }
}

Result<std::map<Partition, Range>> ranges(rd_kafka_t* client, const std::string& topic,
                                          const std::vector<Partition>& partitions,
                                          const Clock& clock, Duration wait) {
  const Instant deadline = clock.now() + wait;
  // In this order: begin is not after end, also when retention works meanwhile.
  const auto begins = ask_until(client, topic, partitions, earliest, clock, deadline);
  if (!begins) return begins.fault();
  const auto ends = ask_until(client, topic, partitions, latest, clock, deadline);
  if (!ends) return ends.fault();
  std::map<Partition, Range> found;
  for (const Partition partition : partitions) {
    found[partition] = {begins->at(partition), ends->at(partition)};
  }
  return found;
}

Result<Positions> positions(rd_kafka_t* client, const std::string& topic,
                            const std::vector<Partition>& partitions, const Start& start,
                            const Clock& clock, Duration wait) {
  const Instant deadline = clock.now() + wait;
  const auto held = ranges(client, topic, partitions, clock, wait);
  if (!held) return held.fault();
  Positions found;
  for (const auto& [partition, range] : *held) {
    if (std::holds_alternative<Beginning>(start)) found[partition] = range.begin;
    if (std::holds_alternative<End>(start)) found[partition] = range.end;
    if (const auto* offset = std::get_if<Offset>(&start)) {
      found[partition] = std::clamp(*offset, range.begin, range.end);
    }
  }
  const auto* time = std::get_if<WallTime>(&start);
  if (time == nullptr) return found;

  // Kafka's times are milliseconds: the first entry not before a fraction is that of the next.
  const auto since = std::chrono::ceil<std::chrono::milliseconds>(time->time_since_epoch());
  const auto millisecond = std::max<std::int64_t>(since.count(), 0);
  auto at = ask_until(client, topic, partitions, millisecond, clock, deadline);
  if (!at) return at.fault();
  for (auto& [partition, offset] : *at) {
    // None yet, so reading begins at the end: that of a moment ago, so that nothing is missed.
    if (offset < 0) offset = held->at(partition).end;
  }
  return std::move(*at);
}

}  // namespace boomerang::broker::kafka
