#pragma once

// How a client would like to be answered.
//
// Threads: any.
// Source:  RFC 7240.

#include <chrono>
#include <optional>
#include <string>

#include "boomerang/base/headers.h"

namespace boomerang::field {

struct Preferences {
  enum class Return { none, minimal, representation };
  enum class Handling { none, strict, lenient };

  bool respond_async = false;
  std::optional<std::chrono::seconds> wait;  // 0 to wait_max.
  Return returned = Return::none;
  Handling handling = Handling::none;

  bool operator==(const Preferences&) const = default;
};

// A longer wait is cut to this; a gateway has a lower limit of its own.
inline constexpr std::chrono::seconds wait_max = std::chrono::hours(24);

// What all lines of the field say together. `fields` has its names in lower case.
//
// Nothing in the field is ever an error. Left out are: preferences that are not known, parameters,
// and elements that are not of their form. Of a preference that comes again only the first counts,
// also when its value is of no use: a `wait` that is not a decimal number of seconds is as none.
// For `return` and `handling` both values together are as none.
//
// Bounds: one pass over the field, and no memory but for a quoted string.
Preferences read_prefer(const Headers& fields);

// The value of Preference-Applied for those that were honoured, with the `wait` that was; empty if
// there are none, and the field is then to be left out.
std::string preference_applied(const Preferences& honoured);

}  // namespace boomerang::field
