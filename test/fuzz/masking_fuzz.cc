// The input is a body, and a query.
//
// What must hold: a JSON document stays one, and afterwards no member whose name is that of a
// secret has another value than "***", at any depth, however the name is written; everything else
// is as it was. What is no JSON, or is cut off, is got through. What was hidden once stays as it
// is.

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <string>
#include <string_view>

#include "boomerang/base/check.h"
#include "boomerang/console/masking.h"

namespace {

namespace json = boost::json;
using boomerang::check;
using boomerang::console::hide_in_json;
using boomerang::console::hide_in_query;
using boomerang::console::names_secret;

// `value` with what is secret replaced, by another way than that of the text.
json::value hidden(const json::value& value) {
  if (const auto* array = value.if_array()) {
    json::array out;
    for (const auto& one : *array) out.push_back(hidden(one));
    return out;
  }
  if (const auto* object = value.if_object()) {
    json::object out;
    for (const auto& [name, one] : *object) {
      const bool secret = names_secret({name.data(), name.size()});
      out.insert_or_assign(name, secret ? json::value("***") : hidden(one));
    }
    return out;
  }
  return value;
}

void check_document(std::string_view input, const std::string& shown) {
  json::parse_options options;
  options.max_depth = 64;
  json::error_code error;
  const auto before = json::parse({input.data(), input.size()}, error, {}, options);
  if (error) return;
  const auto after = json::parse(shown, error, {}, options);
  check(!error, "what is shown of a document is none");
  check(after == hidden(before), "a secret is shown, or something else is not");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::string shown = hide_in_json(input);
  check_document(input, shown);
  check(hide_in_json(shown) == shown, "hidden twice is not as hidden once");
  // A beginning shows nothing that the whole does not.
  const std::string part = hide_in_json(input.substr(0, size / 2));
  check(hide_in_json(part) == part, "hidden twice is not as hidden once");

  const std::string query = hide_in_query(input);
  check(hide_in_query(query) == query, "a query hidden twice is not as hidden once");
  return 0;
}
