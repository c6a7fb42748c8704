// The input is a JSON Schema and, after a zero byte, a body.
//
// What must hold: a body is good, or refused with a status, a kind and a sentence; errors are JSON,
// of ten at most, and lead into the body.

#include <boost/json.hpp>
#include <cstdint>
#include <string>
#include <string_view>

#include "boomerang/base/check.h"
#include "boomerang/routing/body_check.h"
#include "boomerang/routing/schema.h"

namespace {

namespace json = boost::json;
using boomerang::check;

void check_errors(const std::string& errors, std::string_view body) {
  const json::value all = json::parse(errors);
  const json::value value = json::parse(json::string_view(body.data(), body.size()));
  check(!all.as_array().empty(), "a refusal without an error");
  check(all.as_array().size() <= boomerang::routing::violations_max, "too many errors");
  for (const auto& error : all.as_array()) {
    check(!error.at("detail").as_string().empty(), "an error without a sentence");
    json::error_code code;
    check(value.find_pointer(error.at("pointer").as_string(), code) != nullptr,
          "an error that leads to nothing");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto end = input.find('\0');
  const auto schema = input.substr(0, end);
  const auto body = end == std::string_view::npos ? "{}" : input.substr(end + 1);

  const auto check_body = boomerang::routing::body_check(schema);
  if (!check_body) {
    check(!check_body.fault().what.empty(), "a schema is refused without a word");
    return 0;
  }
  const auto refusal = (*check_body)(body);
  if (!refusal) return 0;
  check(refusal->status == 400 || refusal->status == 422, "a status of its own");
  check(!refusal->detail.empty() && !refusal->problem.empty(), "a refusal without a word");
  if (refusal->status == 422) check_errors(refusal->errors, body);
  return 0;
}
