#include "boomerang/broker/embedded/cursor.h"

#include <algorithm>
#include <utility>

namespace boomerang::broker {
namespace {

// Nothing was skipped, so the caller may try again; only damage is final.
Fault reading(const Fault& fault) {
  return fault.kind == FaultKind::corrupt ? fault : Fault{FaultKind::busy, fault.what};
}

}  // namespace

void Cursor::place(Partition partition, Offset next) {
  const Range& range = topic_->at(partition).range;
  positions_[partition] = std::clamp(next, range.begin, range.end);
}

Result<void> Cursor::place(Partition partition, const Start& start,
                           std::unique_lock<std::mutex>& lock) {
  const Range range = topic_->at(partition).range;
  Offset next = range.begin;
  if (std::holds_alternative<End>(start)) next = range.end;
  if (const auto* offset = std::get_if<Offset>(&start)) next = *offset;
  if (const auto* time = std::get_if<WallTime>(&start)) {
    lock.unlock();
    auto rows = table(partition);
    auto found = rows ? (*rows)->find(*time, range) : Result<Offset>(rows.fault());
    lock.lock();
    if (!found) return reading(found.fault());
    next = *found;
  }
  positions_[partition] = std::clamp(next, range.begin, range.end);
  return {};
}

bool Cursor::ready() const {
  return damage_ || std::any_of(positions_.begin(), positions_.end(), [this](const auto& position) {
           return position.second < topic_->at(position.first).range.end;
         });
}

Result<std::vector<Entry>> Cursor::take(std::size_t entries_max,
                                        std::unique_lock<std::mutex>& lock) {
  if (damage_) return *damage_;
  std::vector<Entry> entries;
  std::optional<Partition> behind;
  auto at = positions_.upper_bound(last_);
  for (std::size_t turn = 0; turn < positions_.size(); ++turn, ++at) {
    if (at == positions_.end()) at = positions_.begin();
    const auto& [range, tail] = topic_->at(at->first);
    at->second = std::max(at->second, range.begin);
    if (at->second >= range.end || entries.size() >= entries_max) continue;
    const std::size_t before = entries.size();
    if (tail.copy(at->second, entries_max, entries)) {
      at->second += static_cast<Offset>(entries.size() - before);
      last_ = at->first;
    } else if (!behind) {
      behind = at->first;
    }
  }
  if (!behind || entries.size() >= entries_max) return entries;

  last_ = *behind;
  auto read = read_disk(*behind, positions_[*behind], entries_max - entries.size(), lock);
  if (!read) {
    if (read.fault().kind == FaultKind::corrupt) damage_ = read.fault();
    // What was taken from memory is given first; the fault comes again.
    if (entries.empty()) return read.fault();
    return entries;
  }
  if (!read->empty()) positions_[*behind] = read->back().offset + 1;
  std::move(read->begin(), read->end(), std::back_inserter(entries));
  return entries;
}

Result<std::vector<Entry>> Cursor::read_disk(Partition partition, Offset from,
                                             std::size_t entries_max,
                                             std::unique_lock<std::mutex>& lock) {
  const Offset end = topic_->at(partition).range.end;
  lock.unlock();
  auto rows = table(partition);
  auto read =
      rows ? (*rows)->read(from, end, entries_max) : Result<std::vector<Entry>>(rows.fault());
  lock.lock();
  if (!read) return reading(read.fault());
  // Retention says what it drops before it does so.
  const Offset begin = topic_->at(partition).range.begin;
  const Offset wanted = std::max(from, std::min(begin, end));
  std::erase_if(*read, [wanted](const Entry& entry) { return entry.offset < wanted; });
  const bool missing =
      read->empty() ? wanted < end && from == wanted : read->front().offset > wanted;
  if (missing) {
    return Fault{FaultKind::corrupt, PartitionTable::name(topic_->name, partition) +
                                         ": nothing at offset " + std::to_string(wanted)};
  }
  return read;
}

Result<PartitionTable*> Cursor::table(Partition partition) {
  if (!database_) {
    auto opened = sqlite::Database::open(topic_->file,
                                         {.access = sqlite::Access::read_only, .vfs = topic_->vfs});
    if (!opened) return opened.fault();
    database_ = std::move(*opened);
  }
  const auto [at, added] = tables_.try_emplace(partition, *database_, topic_->name, partition);
  return &at->second;
}

}  // namespace boomerang::broker
