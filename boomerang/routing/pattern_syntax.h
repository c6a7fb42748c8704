#pragma once

// The tree of a regular expression; see pattern.h.

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "boomerang/base/result.h"

namespace boomerang::routing {

struct PatternTree {
  enum class Kind { set, begin, end, word_edge, no_word_edge, sequence, choice, repeat };

  static constexpr std::uint32_t no_end = UINT32_MAX;

  Kind kind = Kind::sequence;
  std::vector<std::pair<char32_t, char32_t>> ranges = {};  // Of a set: sorted, without overlap.
  std::vector<PatternTree> parts = {};  // Of a sequence, a choice; the one of a repeat.
  std::uint32_t min = 0;                // Of a repeat.
  std::uint32_t max = 0;                // Or no_end.
};

// Fails: as Pattern::compile()
Result<PatternTree> parse_pattern(std::string_view source);

// The code points of UTF-8 that is known to be well-formed.
std::u32string code_points(std::string_view text);

// Of \w. Source: ECMA-262, section 22.2.2.9.
bool is_word(char32_t point);

}  // namespace boomerang::routing
