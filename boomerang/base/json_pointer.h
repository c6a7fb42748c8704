#pragma once

// One value out of a JSON text, by its pointer. Source: RFC 6901.

#include <optional>
#include <string>
#include <string_view>

namespace boomerang {

// "" for the whole, or tokens that each begin with '/', in which '~' stands only in "~0" and "~1".
bool is_json_pointer(std::string_view text);

// `token` as it stands in a pointer: ~ as ~0, / as ~1.
std::string pointer_token(std::string_view token);

// What `pointer` leads to in `json`: a string as it is, a number or a truth as it is written.
// Nothing where there is no such value, or null, an object or an array; where an object on the way
// has the member twice, so that readers may not agree on it; where `json` is no JSON, or is nested
// deeper than 32.
std::optional<std::string> value_at(std::string_view json, std::string_view pointer);

}  // namespace boomerang
