// The first line of the input is a pointer, the rest what came as JSON.
//
// What must hold: a value that is found is the one which a whole document has at that place; and
// one which a document without doubled members has there is found.

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <string>
#include <string_view>

#include "boomerang/base/check.h"
#include "boomerang/base/json_pointer.h"

namespace {

namespace bj = boost::json;
using boomerang::check;

// Numbers as they are written once parsed, since a text has many forms of one.
std::optional<std::string> text_of(const bj::value& value) {
  if (value.is_string()) return std::string(value.get_string());
  if (value.is_bool() || value.is_number()) return bj::serialize(value);
  return std::nullopt;
}

std::optional<std::string> in_one_form(const std::optional<std::string>& found,
                                       const bj::value& like) {
  if (!found || !like.is_number()) return found;
  bj::error_code error;
  const auto number = bj::parse(*found, error);
  check(!error && number.is_number(), "a number that is none");
  return bj::serialize(number);
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
  const auto expected = there != nullptr ? text_of(*there) : std::nullopt;
  check(!found || in_one_form(found, *there) == expected, "another value");

  // Written again, no member is doubled. What is written for infinity is not read.
  const std::string text = bj::serialize(document);
  bj::parse(text, error);
  if (!expected || error) return 0;
  const auto again = boomerang::value_at(text, pointer);
  check(again.has_value(), "a value is overlooked");
  // Boost.JSON does not read each number that it has written as the same.
  check(there->is_number() || again == expected, "another value than the whole document has");
  return 0;
}
