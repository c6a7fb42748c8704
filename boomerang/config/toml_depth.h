#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace boomerang::config {

struct TextPlace {
  std::size_t line = 1;
  std::size_t column = 1;  // In characters.
};

// Where, in a TOML text, dots of keys and brackets first come to lie one in the other more than
// `depth_max` times. It needs no parser, and is for before one: the parser and what it makes follow
// such a text by recursion, down to the end of the stack. Exact up to the first mistake in the
// text.
std::optional<TextPlace> find_too_deep(std::string_view text, std::size_t depth_max);

}  // namespace boomerang::config
