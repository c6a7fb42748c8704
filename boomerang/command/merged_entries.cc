#include "boomerang/command/merged_entries.h"

#include <utility>

namespace boomerang::command {

constexpr std::size_t page_entries = 256;

MergedEntries::MergedEntries(broker::LogView& log, std::string topic,
                             std::vector<broker::Offset> from)
    : log_(log), topic_(std::move(topic)) {
  for (const auto offset : from) partitions_.push_back({.next = offset});
}

Result<void> MergedEntries::extend() {
  for (std::size_t i = 0; i < partitions_.size(); ++i) {
    const auto range = log_.range(topic_, static_cast<broker::Partition>(i));
    if (!range) return range.fault();
    partitions_[i].end = range->end;
  }
  return {};
}

Result<std::optional<broker::Entry>> MergedEntries::next() {
  Partition* earliest = nullptr;
  for (std::size_t i = 0; i < partitions_.size(); ++i) {
    const auto filled = fill(i);
    if (!filled) return filled.fault();
    Partition& partition = partitions_[i];
    if (partition.page.empty()) continue;
    if (earliest == nullptr || partition.page.front().time < earliest->page.front().time) {
      earliest = &partition;
    }
  }
  if (earliest == nullptr) return std::optional<broker::Entry>();
  std::optional<broker::Entry> entry = std::move(earliest->page.front());
  earliest->page.pop_front();
  return entry;
}

Result<void> MergedEntries::fill(std::size_t index) {
  Partition& partition = partitions_[index];
  if (!partition.page.empty() || partition.next >= partition.end) return {};
  auto page =
      log_.read(topic_, static_cast<broker::Partition>(index), partition.next, page_entries);
  if (!page) return page.fault();
  for (auto& entry : *page) {
    if (entry.offset >= partition.end) break;
    partition.page.push_back(std::move(entry));
  }
  // What retention dropped meanwhile leaves nothing before the end.
  partition.next = partition.page.empty() ? partition.end : partition.page.back().offset + 1;
  return {};
}

}  // namespace boomerang::command
