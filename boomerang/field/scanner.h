#pragma once

// Reads a field's value from the left, in the pieces of which most fields are made.
//
// Threads: one at a time.
// Owns:    nothing; the text must outlive the scanner and what it has handed out.
// Bounds:  every call is linear in what it takes, and only quoted strings are copied.
// Source:  RFC 9110, section 5.6.

#include <optional>
#include <string>
#include <string_view>

namespace boomerang::field {

// name, or name=word. A word in quotes comes without them.
struct Pair {
  std::string_view name;
  std::optional<std::string> word;
};

class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  bool done() const { return rest_.empty(); }

  // Whether `c` is next.
  bool at(char c) const { return rest_.starts_with(c); }

  // Whether the name or the pair that was taken is followed by what may follow it in a list: a
  // comma, a semicolon, or nothing.
  bool at_delimiter() const { return done() || at(',') || at(';'); }

  // Takes `c` if it is next.
  bool take(char c);

  // Takes spaces and tabs.
  void skip_space();

  // Takes the longest token, which is empty if none is next.
  std::string_view take_token();

  // Takes a quoted string with its escapes. None if none is next, which takes nothing, or if it has
  // no end, which takes all.
  std::optional<std::string> take_quoted();

  // Takes a pair. None if none is next or its word is missing; what was taken then is part of a
  // broken element.
  std::optional<Pair> take_pair();

  // Takes up to and with the next comma that is not in a quoted string. A quotation mark without
  // its partner takes all.
  void skip_element();

 private:
  std::string_view rest_;
};

}  // namespace boomerang::field
