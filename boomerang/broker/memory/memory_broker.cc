#include "boomerang/broker/memory/memory_broker.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <utility>

#include "boomerang/broker/membership.h"
#include "boomerang/broker/partitioner.h"

namespace boomerang::broker {
namespace {

const Fault closed_fault{FaultKind::closed, "the broker is closed"};

struct PartitionLog {
  Offset begin = 0;
  std::deque<Entry> entries;
  std::int64_t bytes = 0;

  Offset end() const { return begin + static_cast<Offset>(entries.size()); }
};

struct Group {
  Membership members;
  std::map<Partition, Offset> committed;
};

struct TopicLog {
  Topic settings;
  std::vector<PartitionLog> partitions;
  std::map<std::string, Group, std::less<>> groups;

  bool has(Partition partition) const { return partition >= 0 && partition < settings.partitions; }
  PartitionLog& at(Partition partition) { return partitions[static_cast<std::size_t>(partition)]; }
};

// The next offset to read of each partition.
using Positions = std::map<Partition, Offset>;

bool has_more(TopicLog& topic, const Positions& positions) {
  return std::any_of(positions.begin(), positions.end(), [&](const auto& position) {
    return position.second < topic.at(position.first).end();
  });
}

// Takes turns: begins after the partition `last`, so that no partition waits for ever.
std::vector<Entry> take(TopicLog& topic, Positions& positions, Partition& last,
                        std::size_t entries_max) {
  std::vector<Entry> entries;
  auto at = positions.upper_bound(last);
  for (std::size_t turn = 0; turn < positions.size(); ++turn, ++at) {
    if (at == positions.end()) at = positions.begin();
    const PartitionLog& log = topic.at(at->first);
    at->second = std::max(at->second, log.begin);
    while (at->second < log.end() && entries.size() < entries_max) {
      entries.push_back(log.entries[static_cast<std::size_t>(at->second - log.begin)]);
      ++at->second;
      last = at->first;
    }
  }
  return entries;
}

// Drops what retention allows, but never the newest record.
void retain(PartitionLog& log, const Retention& retention, WallTime now) {
  while (log.entries.size() > 1) {
    const Entry& oldest = log.entries.front();
    const auto bytes = static_cast<std::int64_t>(bytes_of(*oldest.record));
    const bool old = oldest.time < now - retention.age_max;
    if (!old && log.bytes - bytes < retention.bytes_max) return;
    log.bytes -= bytes;
    log.entries.pop_front();
    ++log.begin;
  }
}

Offset position(const PartitionLog& log, const Start& start) {
  if (std::holds_alternative<Beginning>(start)) return log.begin;
  if (std::holds_alternative<End>(start)) return log.end();
  if (const auto* offset = std::get_if<Offset>(&start)) {
    return std::clamp(*offset, log.begin, log.end());
  }
  const WallTime time = std::get<WallTime>(start);
  const auto first = std::partition_point(log.entries.begin(), log.entries.end(),
                                          [time](const Entry& e) { return e.time < time; });
  return log.begin + (first - log.entries.begin());
}

// Longer waits would overflow the arithmetic of std::condition_variable.
Duration bounded(Duration wait) { return std::min<Duration>(wait, std::chrono::hours(24)); }

}  // namespace

struct MemoryBroker::State {
  std::mutex mutex;
  std::condition_variable changed;
  bool closed = false;
  std::map<std::string, TopicLog, std::less<>> topics;
};

namespace {

using State = MemoryBroker::State;

class MemoryReader final : public Reader {
 public:
  MemoryReader(std::shared_ptr<State> state, TopicLog& topic, Positions positions, bool all)
      : state_(std::move(state)), topic_(topic), positions_(std::move(positions)), all_(all) {}

  Result<std::vector<Entry>> read(std::size_t entries_max, Duration wait) override {
    std::unique_lock lock(state_->mutex);
    state_->changed.wait_for(lock, bounded(wait), [this] {
      follow_topic();
      return state_->closed || interrupted_ || has_more(topic_, positions_);
    });
    if (state_->closed) return closed_fault;
    if (interrupted_) return Fault{FaultKind::closed, "interrupted"};
    return take(topic_, positions_, last_, entries_max);
  }

  void interrupt() override {
    const std::lock_guard lock(state_->mutex);
    interrupted_ = true;
    state_->changed.notify_all();
  }

 private:
  // Partitions that were added since belong to a reader of the whole topic.
  void follow_topic() {
    if (!all_) return;
    for (Partition i = 0; i < topic_.settings.partitions; ++i) positions_.try_emplace(i, 0);
  }

  const std::shared_ptr<State> state_;
  TopicLog& topic_;  // Of state_; a topic is never removed.
  Positions positions_;
  const bool all_;
  Partition last_ = -1;
  bool interrupted_ = false;
};

class MemoryConsumer final : public Consumer {
 public:
  // With the lock held.
  MemoryConsumer(std::shared_ptr<State> state, TopicLog& topic, Group& group)
      : state_(std::move(state)), topic_(topic), group_(group), self_(group.members.join()) {
    state_->changed.notify_all();
  }

  ~MemoryConsumer() override {
    const std::lock_guard lock(state_->mutex);
    group_.members.leave(self_);
    state_->changed.notify_all();
  }

  Result<Batch> read(std::size_t entries_max, Duration wait) override {
    std::unique_lock lock(state_->mutex);
    if (group_.members.begin_read(self_)) state_->changed.notify_all();
    state_->changed.wait_for(lock, bounded(wait), [this] {
      return state_->closed || interrupted_ || group_.members.has_change(self_) ||
             has_more(topic_, positions_);
    });
    if (state_->closed) return closed_fault;
    if (interrupted_) return Fault{FaultKind::closed, "interrupted"};

    auto change = group_.members.take_change(self_);
    for (const Partition partition : change.revoked) positions_.erase(partition);
    for (const Partition partition : change.assigned) {
      const auto committed = group_.committed.find(partition);
      const PartitionLog& log = topic_.at(partition);
      positions_[partition] = committed == group_.committed.end()
                                  ? log.begin
                                  : std::clamp(committed->second, log.begin, log.end());
    }
    return Batch{take(topic_, positions_, last_, entries_max), std::move(change.assigned),
                 std::move(change.revoked)};
  }

  Result<void> commit(Partition partition, Offset next) override {
    const std::lock_guard lock(state_->mutex);
    if (state_->closed) return closed_fault;
    if (!group_.members.owns(self_, partition)) {
      return Fault{FaultKind::invalid, "the partition is not this member's"};
    }
    group_.committed[partition] = next;
    return {};
  }

  void interrupt() override {
    const std::lock_guard lock(state_->mutex);
    interrupted_ = true;
    state_->changed.notify_all();
  }

 private:
  const std::shared_ptr<State> state_;
  TopicLog& topic_;
  Group& group_;
  const Membership::Member self_;
  Positions positions_;
  Partition last_ = -1;
  bool interrupted_ = false;
};

Fault no_such(std::string_view topic) {
  return {FaultKind::invalid, "no such topic or partition: " + std::string(topic)};
}

}  // namespace

MemoryBroker::MemoryBroker(const Clock& clock, MemoryOptions options)
    : clock_(clock), options_(options), state_(std::make_shared<State>()) {}

MemoryBroker::~MemoryBroker() { close(); }

Result<void> MemoryBroker::ensure_topic(const Topic& topic) {
  if (!is_topic_name(topic.name) || topic.partitions < 1) {
    return Fault{FaultKind::invalid, "not a topic: " + topic.name};
  }
  const std::lock_guard lock(state_->mutex);
  if (state_->closed) return closed_fault;
  const auto found = state_->topics.find(topic.name);
  if (found != state_->topics.end() && found->second.settings.partitions > topic.partitions) {
    return Fault{FaultKind::invalid, topic.name + " has more partitions"};
  }
  TopicLog& log = state_->topics[topic.name];
  log.settings = topic;
  log.partitions.resize(static_cast<std::size_t>(topic.partitions));
  for (auto& [name, group] : log.groups) group.members.grow(topic.partitions);
  state_->changed.notify_all();
  return {};
}

Result<std::vector<Topic>> MemoryBroker::topics() {
  const std::lock_guard lock(state_->mutex);
  std::vector<Topic> topics;
  for (const auto& [name, log] : state_->topics) topics.push_back(log.settings);
  return topics;
}

Result<Range> MemoryBroker::range(std::string_view topic, Partition partition) {
  const std::lock_guard lock(state_->mutex);
  const auto found = state_->topics.find(topic);
  if (found == state_->topics.end() || !found->second.has(partition)) return no_such(topic);
  const PartitionLog& log = found->second.at(partition);
  return Range{log.begin, log.end()};
}

void MemoryBroker::append(std::string_view topic, std::optional<Partition> partition, Record record,
                          Appended appended) {
  appended(add(topic, partition, std::move(record)));
}

Result<Place> MemoryBroker::add(std::string_view topic, std::optional<Partition> partition,
                                Record record) {
  if (auto good = check_record(record, options_.record_bytes_max); !good) return good.fault();
  const std::size_t bytes = bytes_of(record);
  const std::lock_guard lock(state_->mutex);
  if (state_->closed) return closed_fault;
  const auto found = state_->topics.find(topic);
  if (found == state_->topics.end()) return no_such(topic);
  TopicLog& all = found->second;
  const Partition chosen = partition.value_or(partition_of(record.key, all.settings.partitions));
  if (!all.has(chosen)) return no_such(topic);

  PartitionLog& log = all.at(chosen);
  WallTime time = clock_.wall();
  if (!log.entries.empty()) time = std::max(time, log.entries.back().time);
  const Place place{chosen, log.end()};
  log.entries.push_back(
      {chosen, place.offset, time, std::make_shared<const Record>(std::move(record))});
  log.bytes += static_cast<std::int64_t>(bytes);
  retain(log, all.settings.retention, time);
  state_->changed.notify_all();
  return place;
}

Result<std::unique_ptr<Reader>> MemoryBroker::read(std::string_view topic,
                                                   std::vector<Partition> partitions, Start start) {
  const std::lock_guard lock(state_->mutex);
  if (state_->closed) return closed_fault;
  const auto found = state_->topics.find(topic);
  if (found == state_->topics.end()) return no_such(topic);
  const bool all = partitions.empty();
  for (Partition i = 0; all && i < found->second.settings.partitions; ++i) partitions.push_back(i);
  Positions positions;
  for (const Partition partition : partitions) {
    if (!found->second.has(partition)) return no_such(topic);
    positions[partition] = position(found->second.at(partition), start);
  }
  return std::unique_ptr<Reader>(
      std::make_unique<MemoryReader>(state_, found->second, std::move(positions), all));
}

Result<std::unique_ptr<Consumer>> MemoryBroker::join(std::string_view group,
                                                     std::string_view topic) {
  const std::lock_guard lock(state_->mutex);
  if (state_->closed) return closed_fault;
  const auto found = state_->topics.find(topic);
  if (found == state_->topics.end()) return no_such(topic);
  TopicLog& log = found->second;
  Group& joined = log.groups[std::string(group)];
  joined.members.grow(log.settings.partitions);
  return std::unique_ptr<Consumer>(std::make_unique<MemoryConsumer>(state_, log, joined));
}

void MemoryBroker::close() {
  const std::lock_guard lock(state_->mutex);
  state_->closed = true;
  state_->changed.notify_all();
}

}  // namespace boomerang::broker
