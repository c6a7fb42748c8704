#pragma once

// What is committed of one topic, its newest records, and who waits for more: where the thread
// that writes meets those that read.

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "boomerang/broker/broker.h"
#include "boomerang/broker/membership.h"

namespace boomerang::broker {

// The newest committed entries of a partition without gaps, for readers that keep up.
//
// Bounds: bytes; the oldest go. The newest stays however large.
class TailCache {
 public:
  void push(Entry entry, std::size_t bytes_max);
  void clear();

  // Appends the entries from `from` on to `out`, until that has `entries_max`. False if the one at
  // `from` is not here.
  bool copy(Offset from, std::size_t entries_max, std::vector<Entry>& out) const;

 private:
  std::deque<Entry> entries_;
  std::size_t bytes_ = 0;
};

struct TopicLog {
  struct PartitionLog {
    Range range;
    TailCache tail;
  };
  struct Group {
    Membership members;
    std::map<Partition, Offset> committed;
  };

  // What never changes.
  std::string name;
  std::filesystem::path file;
  std::string vfs;
  std::size_t index = 0;  // In the LogFile.

  std::mutex mutex;  // For all below.
  std::condition_variable changed;
  Topic settings;
  std::vector<PartitionLog> partitions;
  std::map<std::string, Group, std::less<>> groups;
  bool closed = false;

  // With the lock held.
  bool has(Partition partition) const;
  PartitionLog& at(Partition partition) { return partitions[static_cast<std::size_t>(partition)]; }
  const PartitionLog& at(Partition partition) const {
    return partitions[static_cast<std::size_t>(partition)];
  }
};

}  // namespace boomerang::broker
