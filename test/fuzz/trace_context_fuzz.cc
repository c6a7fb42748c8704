// The input is what came as traceparent.
//
// What must hold: what goes on is a traceparent of version 00, of the same trace and as much
// sampled if one came, and of a new parent.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "boomerang/base/check.h"
#include "boomerang/base/random.h"
#include "boomerang/event/trace_context.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using boomerang::check;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  // A seed that the input does not know: it could guess what comes.
  boomerang::SeededRandom random(std::hash<std::string_view>()(input));

  const std::string next = boomerang::continue_trace(input, random);
  check(boomerang::is_trace_parent(next) && next.size() == 55, "no traceparent");
  check(next.starts_with("00-"), "a version that is not ours");
  const std::string other = boomerang::continue_trace(next, random);
  check(other.substr(0, 35) == next.substr(0, 35), "a trace breaks off");
  check(other.substr(36, 16) != next.substr(36, 16), "a parent comes again");
  check(other.substr(53) == next.substr(53), "the flags change");

  if (boomerang::is_trace_parent(input)) {
    check(next.substr(3, 32) == input.substr(3, 32), "another trace");
    check(next.substr(36, 16) != input.substr(36, 16), "the same parent");
    const auto flags = std::stoi(std::string(input.substr(53, 2)), nullptr, 16);
    check((next[54] == '1') == ((flags & 1) == 1), "sampled otherwise");
  } else {
    check(next.ends_with("-01"), "a new trace is sampled");
  }
  return 0;
}
