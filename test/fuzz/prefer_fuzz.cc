// Each line of the input is a line of Prefer.
//
// What must hold: what is read has the limits it is said to have, and says the same when it is
// written as Preference-Applied; a first line decides over all others, also if they are broken; and
// a broken line takes nothing with it that follows on a line of its own.

#include <cstdint>

#include "boomerang/base/check.h"
#include "boomerang/field/prefer.h"
#include "test/fuzz/fuzz_fields.h"

namespace {

using boomerang::check;
using boomerang::Headers;
using boomerang::field::Preferences;
using boomerang::field::read_prefer;

void check_first_line_decides(std::string_view input) {
  Headers fields;
  fields.add("prefer", "x=\"\\\",\";y, Wait = \"7\" ;z=\"\\\\\", respond-async");
  boomerang::fuzz::add_lines(fields, "prefer", input);
  const Preferences read = read_prefer(fields);
  check(read.respond_async && read.wait == std::chrono::seconds(7), "not the first counts");
}

void check_last_line_is_read(std::string_view input, const Preferences& before) {
  Headers fields = boomerang::fuzz::lines_of("prefer", input);
  fields.add("prefer", "wait=9");
  const Preferences read = read_prefer(fields);
  check(!before.wait || read.wait == before.wait, "a later line wins");
  check(read.wait.has_value() || before == read, "a line is lost");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const Preferences read = read_prefer(boomerang::fuzz::lines_of("prefer", input));

  check(!read.wait || (read.wait->count() >= 0 && *read.wait <= boomerang::field::wait_max),
        "a wait without limits");
  const std::string applied = boomerang::field::preference_applied(read);
  check(applied.empty() == (read == Preferences()), "what was honoured is not said");
  check(read_prefer(boomerang::fuzz::lines_of("prefer", applied)) == read, "said otherwise");

  check_first_line_decides(input);
  check_last_line_is_read(input, read);
  return 0;
}
