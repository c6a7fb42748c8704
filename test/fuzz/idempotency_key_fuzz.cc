// Each line of the input is a line of Idempotency-Key.
//
// What must hold: a key has its limits, and reads the same when it is written again, with
// parameters or without; a refusal is a sentence and shows nothing of the input; and the input
// itself, put in quotation marks, is a key exactly if its characters may be in one.

#include <algorithm>
#include <cstdint>

#include "boomerang/base/check.h"
#include "boomerang/field/idempotency_key.h"
#include "test/fuzz/fuzz_fields.h"

namespace {

using boomerang::check;
using boomerang::field::idempotency_key_max;
using boomerang::field::read_idempotency_key;

auto read_line(std::string_view line) {
  boomerang::Headers fields;
  fields.add("idempotency-key", line);
  return read_idempotency_key(fields);
}

std::string in_marks(std::string_view key) {
  std::string text = "\"";
  for (const char c : key) {
    if (c == '"' || c == '\\') text += '\\';
    text += c;
  }
  return text + '"';
}

bool may_be_key(std::string_view text) {
  return !text.empty() && text.size() <= idempotency_key_max &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

void check_is_read(std::string_view line, std::string_view key) {
  const auto read = read_line(line);
  check(read && *read && **read == key, "a key changes by being written");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);

  const auto read = read_idempotency_key(boomerang::fuzz::lines_of("idempotency-key", input));
  if (read) {
    check(read->has_value(), "a field is overlooked");
    check(input.find('\n') == input.npos, "two lines");
    check(may_be_key(**read), "a key without limits");
    check_is_read(in_marks(**read), **read);
    const auto value = input.substr(0, input.find_last_not_of(' ') + 1);
    check_is_read(std::string(value) + ";x=\"a\\\",\";*y-1", **read);
    check(!read_line(std::string(value) + ",\"b\""), "a list is taken");
  } else {
    const std::string& what = read.fault().what;
    check(what.starts_with("Idempotency-Key ") && what.ends_with('.'), "no sentence");
    check(what.size() < 100, "a sentence that grows with the input");
  }

  const auto quoted = read_line(in_marks(input));
  check(static_cast<bool>(quoted) == may_be_key(input), "taken or refused without reason");
  check(!quoted || **quoted == input, "another key");
  return 0;
}
