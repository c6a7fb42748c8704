#include "boomerang/store/argument.h"

#include <algorithm>

namespace boomerang::store {
namespace {

constexpr std::size_t rows_max = 1000;

}  // namespace

bool is_plain_identifier(std::string_view name) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto word = [&](char c) {
    return digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  };
  return !name.empty() && !digit(name[0]) && std::all_of(name.begin(), name.end(), word);
}

Result<void> check_identifier(std::string_view name) {
  if (is_plain_identifier(name)) return {};
  return Fault{FaultKind::invalid, "not a plain identifier: " + std::string(name)};
}

Result<void> check_count(std::size_t count) {
  if (count <= rows_max) return {};
  return Fault{FaultKind::invalid, "more than 1000 in one call"};
}

Result<void> check_insert(std::string_view table, std::span<const std::string_view> columns,
                          std::span<const Row> rows) {
  if (auto few = check_count(rows.size()); !few) return few;
  if (auto plain = check_identifier(table); !plain) return plain;
  if (columns.empty()) return Fault{FaultKind::invalid, "no columns to insert into"};
  for (const std::string_view column : columns) {
    if (auto plain = check_identifier(column); !plain) return plain;
  }
  for (const Row& row : rows) {
    if (row.size() == columns.size()) continue;
    return Fault{FaultKind::invalid, "a row has " + std::to_string(row.size()) + " values for " +
                                         std::to_string(columns.size()) + " columns"};
  }
  return {};
}

std::string comma_list(std::span<const std::string_view> names) {
  std::string list;
  for (const std::string_view name : names) list.append(list.empty() ? "" : ", ").append(name);
  return list;
}

}  // namespace boomerang::store
