// The first line of the input is a pointer, the rest what came as JSON.
//
// What must hold: a value that is found is the one which a whole document has at that place; and
// one which a document without doubled members has there is found.

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>

#include "boomerang/base/check.h"
#include "boomerang/base/json_pointer.h"

namespace {

namespace bj = boost::json;
using boomerang::check;

bool is_scalar(const bj::value& value) {
  return value.is_string() || value.is_bool() || value.is_number();
}

// Boost.JSON reads the digits of a number a little otherwise, depending on what stands behind them,
// and takes a nought with a huge exponent for not a number.
bool same_number(const std::string& text, const bj::value& number) {
  bj::error_code error;
  const auto read = bj::parse(text, error);
  if (error || !read.is_number()) return false;
  const double a = read.to_number<double>();
  const double b = number.to_number<double>();
  return a == b || (std::isnan(a) && std::isnan(b)) || std::abs(a - b) <= 1e-12 * std::abs(b);
}

bool same(const std::string& text, const bj::value& value) {
  if (value.is_string()) return text == std::string_view(value.get_string());
  if (value.is_bool()) return text == (value.get_bool() ? "true" : "false");
  return same_number(text, value);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto end = std::min(input.find('\n'), input.size());
  const auto pointer = input.substr(0, end);
  const auto json = input.substr(std::min(end + 1, input.size()));

  const auto found = boomerang::value_at(json, pointer);
  bj::error_code error;
  const bj::value document = bj::parse({json.data(), json.size()}, error);
  if (error || !boomerang::is_json_pointer(pointer)) {
    check(!found, "a value of what is no document");
    return 0;
  }
  const bj::value* there = document.find_pointer({pointer.data(), pointer.size()}, error);
  const bool expected = there != nullptr && is_scalar(*there);
  check(!found || (expected && same(*found, *there)), "another value");

  // Written again, no member is doubled. What is written for infinity is not read.
  const std::string text = bj::serialize(document);
  bj::parse(text, error);
  // Boost.JSON takes an empty token for the first element of an array; RFC 6901 does not.
  const bool has_empty_token = pointer.ends_with('/') || pointer.find("//") != pointer.npos;
  if (!expected || error || has_empty_token) return 0;
  const auto again = boomerang::value_at(text, pointer);
  check(again && same(*again, *there), "a value is overlooked");
  return 0;
}
