#pragma once

// A record from the bytes of a fuzzer: fields one after another, each a byte for its length and so
// many bytes. The first is the key, the second the value, then come names and values of headers.

#include <string_view>

#include "boomerang/event/record.h"

namespace boomerang::fuzz {

inline std::string_view take_field(std::string_view& input) {
  if (input.empty()) return {};
  const auto size = static_cast<unsigned char>(input.front());
  input.remove_prefix(1);
  const std::string_view field = input.substr(0, size);
  input.remove_prefix(field.size());
  return field;
}

inline Record record_of(std::string_view input) {
  Record record;
  record.key = take_field(input);
  record.value = take_field(input);
  while (!input.empty()) {
    const std::string_view name = take_field(input);
    record.headers.add(name, take_field(input));
  }
  return record;
}

}  // namespace boomerang::fuzz
