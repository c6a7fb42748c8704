#pragma once

// A regular expression as JSON Schema writes it, found in a text in a time that grows with the
// text and with the expression, and no faster: what a client sends is never tried again and again,
// nor does it use up the stack.
//
// Taken are literals, . ^ $ \b \B, [classes], \d \w \s and their opposites, \t \n \v \f \r \0
// \cX \xHH \uHHHH \u{H}, | (groups), and the quantifiers * + ? {n} {n,} {n,m}, also lazy. Letters
// are code points. Source: ECMA-262, section 22.2.1, in Unicode mode.
// Not taken, as they need another way to search: references back, and looking ahead or behind.

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "boomerang/base/result.h"

namespace boomerang::routing {

class Pattern {
 public:
  // `source` must be UTF-8.
  // Fails: invalid  no such expression, one that is not taken, or one that is too large
  // Bounds: 1000 bytes, 50 groups in each other, 2000 steps after {n} is written out.
  static Result<Pattern> compile(std::string_view source);

  // Whether it matches anywhere in `text`, which must be UTF-8. Threads: any.
  bool found_in(std::string_view text) const;

  using Range = std::pair<char32_t, char32_t>;  // Both included.

  struct Step {
    enum class Kind { set, split, jump, begin, end, word_edge, no_word_edge, match };

    Kind kind;
    std::uint32_t next = 0;   // Of a jump or a split...
    std::uint32_t other = 0;  // ...the second way; of a set, its place in sets_.
  };

 private:
  std::vector<Step> steps_;
  std::vector<std::vector<Range>> sets_;  // Each sorted, without overlap.
};

}  // namespace boomerang::routing
