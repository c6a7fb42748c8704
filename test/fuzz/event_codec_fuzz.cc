// The input is a record.
//
// What must hold: an event that decodes, encodes and decodes to the same again; so do headers as
// text.

#include <cstdint>
#include <string>
#include <string_view>

#include "boomerang/base/check.h"
#include "boomerang/base/json_text.h"
#include "boomerang/event/codec.h"
#include "boomerang/event/header_text.h"
#include "test/fuzz/fuzz_record.h"

namespace {

using boomerang::check;

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
  const boomerang::Record record = boomerang::fuzz::record_of(input);

  if (const auto event = boomerang::decode_event(record)) {
    const auto again = boomerang::decode_event(boomerang::encode(*event));
    check(again && *again == *event, "an event changes by being encoded");
  }
  check_header_text(record.headers);
  if (const auto headers = boomerang::parse_header_text(input)) check_header_text(*headers);
  return 0;
}
