#pragma once

// What is said of the entries of a table.

#include <string>
#include <string_view>

#include "boomerang/config/value.h"

namespace boomerang::routing {

// "[0]", and nothing more.
bool is_index(std::string_view text);

// "expected a text in quotes, such as "5s""
std::string expected_form(config::Value::Form form, std::string_view such_as = {});

// A value as a sentence has it, not too long.
std::string shown(const std::string& value);

}  // namespace boomerang::routing
