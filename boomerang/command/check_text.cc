#include "boomerang/command/check_text.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "boomerang/base/duration_text.h"
#include "boomerang/base/json_text.h"
#include "boomerang/base/printable.h"

namespace boomerang::command {
namespace {

using gateway::Idempotency;
using gateway::OrderingKey;

std::string text_of(const OrderingKey& key) {
  switch (key.source) {
    case OrderingKey::Source::request_id:
      return "request_id";
    case OrderingKey::Source::path:
      return "path:" + key.name;
    case OrderingKey::Source::header:
      return "header:" + key.name;
    case OrderingKey::Source::body:
      return "body:" + key.name;
  }
  return "";
}

std::string text_of(Idempotency idempotency) {
  return idempotency == Idempotency::off        ? "off"
         : idempotency == Idempotency::optional ? "optional"
                                                : "required";
}

using Row = std::array<std::string, 7>;

const Row heading = {"METHOD", "PATH", "TOPIC", "OUTCOMES", "ORDER", "TIMEOUT", "IDEMPOTENCY"};

std::vector<Row> rows_of(const std::vector<gateway::Route>& routes) {
  std::vector<Row> rows = {heading};
  for (const auto& route : routes) {
    for (const auto& path : route.paths) {
      rows.push_back({route.method, path, route.topic, route.outcomes_topic,
                      text_of(route.ordering_key), duration_text(route.timeout),
                      text_of(route.idempotency)});
    }
  }
  return rows;
}

std::string table_of(const std::vector<Row>& rows) {
  std::array<std::size_t, std::tuple_size_v<Row>> widths{};
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  std::string table;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i + 1 < row.size(); ++i) {
      table += row[i] + std::string(widths[i] - row[i].size() + 2, ' ');
    }
    table += row.back() + "\n";
  }
  return table;
}

template <typename All, typename Append>
void append_array(std::string& json, const All& all, Append append) {
  json += '[';
  bool first = true;
  for (const auto& one : all) {
    if (!std::exchange(first, false)) json += ',';
    append(one);
  }
  json += ']';
}

void append_member(std::string& json, std::string_view name, std::string_view value) {
  if (json.back() != '{') json += ',';
  append_json_string(json, name);
  json += ':';
  append_json_string(json, value);
}

void append_route(std::string& json, const gateway::Route& route) {
  json += '{';
  append_member(json, "method", route.method);
  json += ",\"paths\":";
  append_array(json, route.paths, [&](const auto& path) { append_json_string(json, path); });
  append_member(json, "topic", route.topic);
  append_member(json, "outcomes_topic", route.outcomes_topic);
  append_member(json, "ordering_key", text_of(route.ordering_key));
  append_member(json, "timeout", duration_text(route.timeout));
  append_member(json, "idempotency", text_of(route.idempotency));
  json += std::string(",\"schema\":") + (route.schema.empty() ? "false" : "true") + "}";
}

// How long the place is that a mistake in `file` begins with: "boomerang.toml:3:1" or its name.
std::size_t place_size(const std::string& mistake, const std::string& file) {
  if (!mistake.starts_with(file + ":")) return 0;
  const auto end = mistake.find(": ", file.size());
  const auto numbers = mistake.find_first_not_of("0123456789:", file.size());
  return end < numbers ? end : 0;
}

void append_mistake(std::string& json, const std::string& mistake, const std::string& file) {
  const auto size = place_size(mistake, file);
  json += '{';
  append_member(json, "place", mistake.substr(0, size));
  append_member(json, "what", mistake.substr(size == 0 ? 0 : size + 2));
  json += '}';
}

}  // namespace

std::string check_text(const Checked& checked) {
  std::string text;
  for (const auto& file : checked.files) text += "read " + file.string() + "\n";
  if (!checked.mistakes.empty()) {
    for (const auto& mistake : checked.mistakes) text += mistake + "\n";
    const auto count = checked.mistakes.size();
    return text + std::to_string(count) + (count == 1 ? " mistake\n" : " mistakes\n");
  }
  return text + "\n" + table_of(rows_of(checked.routes)) + "\nOK\n";
}

std::string check_json(const Checked& checked) {
  std::string json = std::string("{\"ok\":") + (checked.mistakes.empty() ? "true" : "false");
  json += ",\"files\":";
  append_array(json, checked.files,
               [&](const auto& file) { append_json_string(json, file.string()); });
  json += ",\"routes\":";
  append_array(json, checked.routes, [&](const auto& route) { append_route(json, route); });
  json += ",\"mistakes\":";
  const auto file = checked.files.empty() ? "" : printable(checked.files.front().string());
  append_array(json, checked.mistakes, [&](const auto& one) { append_mistake(json, one, file); });
  return json + "}\n";
}

}  // namespace boomerang::command
