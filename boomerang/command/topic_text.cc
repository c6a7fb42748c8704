#include "boomerang/command/topic_text.h"

#include <algorithm>
#include <array>

#include "boomerang/base/duration_text.h"
#include "boomerang/base/json_text.h"

namespace boomerang::command {
namespace {

constexpr std::size_t columns = 6;
using Cells = std::array<std::string, columns>;

const char* name_of(broker::Durability durability) {
  return durability == broker::Durability::synced ? "synced" : "relaxed";
}

// "8 GiB": the largest unit that goes into it without a rest.
std::string bytes_text(std::int64_t bytes) {
  static constexpr const char* units[] = {"B", "KiB", "MiB", "GiB", "TiB"};
  std::size_t unit = 0;
  while (bytes != 0 && bytes % 1024 == 0 && unit + 1 < std::size(units)) {
    bytes /= 1024;
    ++unit;
  }
  return std::to_string(bytes) + " " + units[unit];
}

Cells cells_of(const TopicState& state) {
  broker::Offset entries = 0;
  broker::Offset ever = 0;
  for (const auto& range : state.ranges) {
    entries += range.end - range.begin;
    ever += range.end;
  }
  const auto& [name, partitions, durability, retention] = state.topic;
  return {name,
          std::to_string(partitions),
          std::to_string(entries),
          std::to_string(ever),
          name_of(durability),
          duration_text(retention.age_max) + ", " + bytes_text(retention.bytes_max) + " each"};
}

}  // namespace

std::string topic_table(std::span<const TopicState> topics) {
  std::vector<Cells> rows = {{"TOPIC", "PARTITIONS", "ENTRIES", "EVER", "DURABILITY", "KEEPS"}};
  for (const auto& state : topics) rows.push_back(cells_of(state));
  std::array<std::size_t, columns> widths{};
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < columns; ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  std::string out;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < columns; ++i) {
      const bool number = i >= 1 && i <= 3;  // Numbers stand on the right of their column.
      const std::string gap(widths[i] - row[i].size(), ' ');
      out += number ? gap + row[i] : row[i] + (i + 1 < columns ? gap : "");
      out += i + 1 < columns ? "  " : "\n";
    }
  }
  return out;
}

std::string topic_json(const TopicState& state) {
  const auto& [name, partitions, durability, retention] = state.topic;
  std::string out = "{\"topic\":";
  append_json_string(out, name);
  out += ",\"durability\":\"" + std::string(name_of(durability)) +
         "\",\"retention_seconds\":" + std::to_string(retention.age_max.count()) +
         ",\"retention_bytes\":" + std::to_string(retention.bytes_max) + ",\"partitions\":[";
  for (std::size_t i = 0; i < state.ranges.size(); ++i) {
    out += (i == 0 ? "{\"partition\":" : ",{\"partition\":") + std::to_string(i) +
           ",\"begin\":" + std::to_string(state.ranges[i].begin) +
           ",\"end\":" + std::to_string(state.ranges[i].end) + "}";
  }
  return out + "]}";
}

}  // namespace boomerang::command
