#include "boomerang/event/trace_context.h"

#include <algorithm>
#include <cstdint>

namespace boomerang {
namespace {

bool is_hex(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool all_zero(std::string_view text) { return text.find_first_not_of('0') == text.npos; }

void append_hex(std::string& out, std::uint64_t number) {
  static constexpr char digits[] = "0123456789abcdef";
  for (int shift = 60; shift >= 0; shift -= 4) out += digits[(number >> shift) & 15];
}

std::uint64_t not_zero(Random& random) {
  std::uint64_t number = random.next();
  while (number == 0) number = random.next();
  return number;
}

}  // namespace

bool is_trace_parent(std::string_view text) {
  if (text.size() < 55 || text[2] != '-' || text[35] != '-' || text[52] != '-') return false;
  const auto version = text.substr(0, 2);
  const auto trace = text.substr(3, 32);
  const auto parent = text.substr(36, 16);
  if (!is_hex(version) || !is_hex(trace) || !is_hex(parent) || !is_hex(text.substr(53, 2))) {
    return false;
  }
  if (version == "ff" || all_zero(trace) || all_zero(parent)) return false;
  return version == "00" ? text.size() == 55 : text.size() == 55 || text[55] == '-';
}

std::string continue_trace(std::string_view received, Random& random) {
  std::string text = "00-";
  text.reserve(55);
  const bool known = is_trace_parent(received);
  if (known) {
    text.append(received.substr(3, 32));
  } else {
    append_hex(text, not_zero(random));
    append_hex(text, random.next());
  }
  text += '-';
  append_hex(text, not_zero(random));
  text += '-';
  // Of the flags only `sampled` is defined in version 00; others must not be passed on.
  const char last = known ? received[54] : '1';
  const bool sampled = (last <= '9' ? last - '0' : last - 'a' + 10) & 1;
  text += sampled ? "01" : "00";
  return text;
}

}  // namespace boomerang
