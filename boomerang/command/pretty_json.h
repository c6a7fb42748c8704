#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace boomerang::command {

// `text` with a line for each member and element, two spaces deeper at each level, no line break
// at the end. Names, numbers and strings stay letter by letter as they were. Nothing if it is no
// JSON.
std::optional<std::string> pretty_json(std::string_view text);

}  // namespace boomerang::command
