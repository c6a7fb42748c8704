#pragma once

// What every store asks of the arguments of a call, before anything is sent.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "boomerang/base/result.h"
#include "boomerang/store/store.h"

namespace boomerang::store {

// Letters, digits and underscores, not beginning with a digit: safe to be written into SQL.
bool is_plain_identifier(std::string_view name);

// Fails: invalid  it is not a plain identifier
Result<void> check_identifier(std::string_view name);

// Fails: invalid  more than the port's bound of 1000
Result<void> check_count(std::size_t count);

// For insert_new(): plain identifiers, at least one column, rows as long as the columns and no
// more than the bound.
// Fails: invalid  one of these does not hold
Result<void> check_insert(std::string_view table, std::span<const std::string_view> columns,
                          std::span<const Row> rows);

// "a, b, c"
std::string comma_list(std::span<const std::string_view> names);

}  // namespace boomerang::store
