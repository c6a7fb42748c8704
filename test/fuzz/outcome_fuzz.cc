// The input is a record that somebody's worker has published as an outcome.
//
// What must hold: what decodes can go into an HTTP response as it is, and encodes and decodes to
// the same again; who is told by decode_correlation() that it is awaited is told the same id later.

#include <cstdint>
#include <string>
#include <string_view>

#include "boomerang/base/check.h"
#include "boomerang/base/http_grammar.h"
#include "boomerang/event/codec.h"
#include "test/fuzz/fuzz_record.h"

namespace {

using boomerang::check;

void check_fit_for_a_response(const boomerang::Outcome& outcome) {
  check(!outcome.type.empty(), "an outcome without a type");
  check(!outcome.status || (*outcome.status >= 200 && *outcome.status <= 599), "no final status");
  check(boomerang::is_field_value(outcome.content_type), "a content type that ends its field");
  for (const auto& [name, value] : outcome.fields) {
    check(boomerang::is_token(name), "a field whose name is none");
    check(boomerang::is_field_value(value), "a field that could begin another");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const boomerang::Record record = boomerang::fuzz::record_of(input);

  const auto id = boomerang::decode_correlation(record);
  if (const auto outcome = boomerang::decode_outcome(record)) {
    check_fit_for_a_response(*outcome);
    check(id && *id == outcome->request_id, "an outcome of two requests");
    const auto again = boomerang::decode_outcome(boomerang::encode(*outcome));
    check(again && *again == *outcome, "an outcome changes by being encoded");
  }
  if (const auto reply = boomerang::decode_reply(record)) {
    check(reply->partition >= 0, "a partition that is none");
  }
  return 0;
}
