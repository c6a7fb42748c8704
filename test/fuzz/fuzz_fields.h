#pragma once

// What the fuzz targets of single header fields are made from: each line of the input is a line of
// the field.

#include <algorithm>
#include <string_view>

#include "boomerang/base/headers.h"

namespace boomerang::fuzz {

inline void add_lines(Headers& fields, std::string_view name, std::string_view input) {
  while (true) {
    const auto end = std::min(input.find('\n'), input.size());
    fields.add(name, input.substr(0, end));
    if (end == input.size()) return;
    input.remove_prefix(end + 1);
  }
}

inline Headers lines_of(std::string_view name, std::string_view input) {
  Headers fields;
  add_lines(fields, name, input);
  return fields;
}

}  // namespace boomerang::fuzz
