#include "boomerang/broker/embedded/log_view.h"

#include <algorithm>
#include <utility>

#include "boomerang/broker/embedded/log_file.h"

namespace boomerang::broker {

Result<std::unique_ptr<LogView>> LogView::open(const std::filesystem::path& folder) {
  auto view = std::make_unique<LogView>();
  for (const char* name : {"log.db", "relaxed.db"}) {
    std::error_code error;
    if (!std::filesystem::exists(folder / name, error)) continue;
    auto database = sqlite::Database::open(folder / name, {.access = sqlite::Access::read_only});
    if (!database) return database.fault();
    const auto version = (*database)->integer("PRAGMA data_version");
    if (!version) return version.fault();
    view->files_.push_back({std::move(*database), *version});
  }
  if (view->files_.empty()) {
    return Fault{FaultKind::invalid, "no log in " + folder.string()};
  }
  return view;
}

Result<std::vector<Topic>> LogView::topics() {
  std::vector<Topic> all;
  for (auto& file : files_) {
    auto topics = read_topics(*file.database);
    if (!topics) return topics.fault();
    std::move(topics->begin(), topics->end(), std::back_inserter(all));
  }
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return all;
}

Result<Range> LogView::range(std::string_view topic, Partition partition) {
  auto rows = table(topic, partition);
  if (!rows) return rows.fault();
  const auto edges = (*rows)->edges();
  if (!edges) return edges.fault();
  if (!*edges) return Range{};
  return Range{(*edges)->first.offset, (*edges)->last.offset + 1};
}

Result<Offset> LogView::find(std::string_view topic, Partition partition, Start start) {
  const auto held = range(topic, partition);
  if (!held) return held.fault();
  if (std::holds_alternative<Beginning>(start)) return held->begin;
  if (std::holds_alternative<End>(start)) return held->end;
  if (const auto* offset = std::get_if<Offset>(&start)) {
    return std::clamp(*offset, held->begin, held->end);
  }
  auto rows = table(topic, partition);
  if (!rows) return rows.fault();
  return (*rows)->find(std::get<WallTime>(start), *held);
}

Result<std::vector<Entry>> LogView::read(std::string_view topic, Partition partition, Offset from,
                                         std::size_t entries_max) {
  const auto held = range(topic, partition);
  if (!held) return held.fault();
  auto rows = table(topic, partition);
  if (!rows) return rows.fault();
  return (*rows)->read(std::max(from, held->begin), held->end, entries_max);
}

Result<bool> LogView::changed() {
  bool any = false;
  for (auto& file : files_) {
    const auto version = file.database->integer("PRAGMA data_version");
    if (!version) return version.fault();
    any = any || *version != file.version;
    file.version = *version;
  }
  return any;
}

Result<PartitionTable*> LogView::table(std::string_view topic, Partition partition) {
  const std::string name = PartitionTable::name(topic, partition);
  for (auto& file : files_) {
    if (const auto known = file.tables.find(name); known != file.tables.end()) {
      return &known->second;
    }
    auto row = file.database->prepare("SELECT 1 FROM topics WHERE name = ? AND partitions > ?");
    if (!row) return row.fault();
    row->bind_text(1, topic).bind(2, std::int64_t{partition});
    const auto found = row->step();
    if (!found) return found.fault();
    if (!*found || partition < 0) continue;
    return &file.tables.try_emplace(name, *file.database, topic, partition).first->second;
  }
  return Fault{FaultKind::invalid, "no such topic or partition: " + std::string(topic)};
}

}  // namespace boomerang::broker
