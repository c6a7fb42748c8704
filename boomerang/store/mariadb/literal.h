#pragma once

// Values written into SQL, for statements of many rows: these are longer each time, so that a
// prepared one would not be used twice.

#include <string>
#include <string_view>

#include "boomerang/store/store.h"

namespace boomerang::store::mariadb {

// Appends `value` as a literal. Text and bytes are written in hex: whatever they hold, and
// whatever sql_mode is in force, they cannot end the literal.
void append_literal(std::string& sql, const Value& value);

// Appends bytes as x'...'.
void append_bytes(std::string& sql, std::string_view bytes);

}  // namespace boomerang::store::mariadb
