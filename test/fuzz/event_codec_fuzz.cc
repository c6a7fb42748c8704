// The input is a record: fields one after another, each a byte for its length and so many bytes.
// The first is the key, the second the value, then come names and values of headers.
//
// What must hold: what decodes, encodes and decodes to the same again.

#include <cstdint>
#include <string>
#include <string_view>

#include "boomerang/base/check.h"
#include "boomerang/base/json_text.h"
#include "boomerang/event/codec.h"
#include "boomerang/event/header_text.h"

namespace {

using boomerang::check;

std::string_view take_field(std::string_view& input) {
  if (input.empty()) return {};
  const auto size = static_cast<unsigned char>(input.front());
  input.remove_prefix(1);
  const std::string_view field = input.substr(0, size);
  input.remove_prefix(field.size());
  return field;
}

boomerang::Record record_of(std::string_view input) {
  boomerang::Record record;
  record.key = take_field(input);
  record.value = take_field(input);
  while (!input.empty()) {
    const std::string_view name = take_field(input);
    record.headers.add(name, take_field(input));
  }
  return record;
}

// A name that is not UTF-8 is written with U+FFFD, so that two may become one.
void check_header_text(const boomerang::Headers& headers) {
  for (const auto header : headers) {
    if (!boomerang::is_utf8(header.name)) return;
  }
  const std::string text = boomerang::to_header_text(headers);
  const auto read = boomerang::parse_header_text(text);
  check(static_cast<bool>(read), "our own header text is not read");
  check(boomerang::to_header_text(*read) == text, "header text changes by being read");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const boomerang::Record record = record_of(input);

  if (const auto event = boomerang::decode_event(record)) {
    const auto again = boomerang::decode_event(boomerang::encode(*event));
    check(again && *again == *event, "an event changes by being encoded");
  }
  if (const auto outcome = boomerang::decode_outcome(record)) {
    const auto again = boomerang::decode_outcome(boomerang::encode(*outcome));
    check(again && *again == *outcome, "an outcome changes by being encoded");
  }
  check_header_text(record.headers);
  if (const auto headers = boomerang::parse_header_text(input)) check_header_text(*headers);
  return 0;
}
