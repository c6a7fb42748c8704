#include "boomerang/broker/embedded/topic_log.h"

#include <utility>

namespace boomerang::broker {

void TailCache::push(Entry entry, std::size_t bytes_max) {
  bytes_ += bytes_of(*entry.record);
  entries_.push_back(std::move(entry));
  while (bytes_ > bytes_max && entries_.size() > 1) {
    bytes_ -= bytes_of(*entries_.front().record);
    entries_.pop_front();
  }
}

void TailCache::clear() {
  entries_.clear();
  bytes_ = 0;
}

bool TailCache::copy(Offset from, std::size_t entries_max, std::vector<Entry>& out) const {
  if (entries_.empty() || from < entries_.front().offset) return false;
  auto at = static_cast<std::size_t>(from - entries_.front().offset);
  for (; at < entries_.size() && out.size() < entries_max; ++at) out.push_back(entries_[at]);
  return true;
}

bool TopicLog::has(Partition partition) const {
  return partition >= 0 && static_cast<std::size_t>(partition) < partitions.size();
}

}  // namespace boomerang::broker
