#pragma once

// Text of others in a line of ours, for a terminal or a list that is read line by line.

#include <cstddef>
#include <string>
#include <string_view>

namespace boomerang {

// `text` as one line that no terminal acts on: control characters as \n, \t, \r or \x1B, bytes that
// are no UTF-8 as \xFF. All else stays, so what was made printable is not changed again.
std::string printable(std::string_view text);

// The first `bytes_max` bytes at most, cut between two characters, with "..." for what is left out.
std::string shortened(std::string_view text, std::size_t bytes_max);

}  // namespace boomerang
