#pragma once

// Where one reader is in each partition of a topic, and its way from there: from memory at the
// tail, from disk further behind.

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "boomerang/broker/broker.h"
#include "boomerang/broker/embedded/partition_table.h"
#include "boomerang/broker/embedded/topic_log.h"
#include "boomerang/sqlite/database.h"

namespace boomerang::broker {

// Threads: one at a time. Every call has the topic's lock held.
class Cursor {
 public:
  explicit Cursor(std::shared_ptr<TopicLog> topic) : topic_(std::move(topic)) {}

  // The position nearest to `next` that is in the partition.
  void place(Partition partition, Offset next);
  // Only if the partition has no position yet.
  void place_new(Partition partition, Offset next) { positions_.try_emplace(partition, next); }
  void remove(Partition partition) { positions_.erase(partition); }

  // The position of `start`. May read the disk, without the lock meanwhile.
  Result<void> place(Partition partition, const Start& start, std::unique_lock<std::mutex>& lock);

  // Whether take() has something to give or to say.
  bool ready() const;

  // What is there, beginning with another partition each time. Gives up the lock while it reads
  // the disk. May be empty although ready() was true, when retention was quicker.
  // Fails: as Reader::read()
  Result<std::vector<Entry>> take(std::size_t entries_max, std::unique_lock<std::mutex>& lock);

 private:
  Result<std::vector<Entry>> read_disk(Partition partition, Offset from, std::size_t entries_max,
                                       std::unique_lock<std::mutex>& lock);
  Result<PartitionTable*> table(Partition partition);

  const std::shared_ptr<TopicLog> topic_;
  std::map<Partition, Offset> positions_;
  Partition last_ = -1;  // The partition that was read last.
  std::optional<Fault> damage_;
  std::unique_ptr<sqlite::Database> database_;
  std::map<Partition, PartitionTable> tables_;
};

}  // namespace boomerang::broker
