#include "boomerang/describe/schema_keyword.h"

#include <algorithm>
#include <boost/json.hpp>
#include <initializer_list>

namespace boomerang::describe {
namespace {

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

Holds held_by(std::string_view keyword) {
  if (is_one_of(keyword, {"items", "additionalItems", "contains", "additionalProperties",
                          "propertyNames", "if", "then", "else", "not", "allOf", "anyOf", "oneOf",
                          "prefixItems", "unevaluatedItems", "unevaluatedProperties"})) {
    return Holds::schema;
  }
  if (is_one_of(keyword, {"properties", "patternProperties", "definitions", "$defs", "dependencies",
                          "dependentSchemas"})) {
    return Holds::schemas;
  }
  if (is_one_of(keyword, {"const", "enum", "default", "examples", "example"})) return Holds::data;
  return Holds::other;
}

bool is_annotation(std::string_view keyword) {
  return is_one_of(keyword, {"$comment", "title", "description", "default", "examples", "example",
                             "readOnly", "writeOnly", "deprecated"});
}

bool is_sound(std::string_view keyword, const boost::json::value& value) {
  if (is_one_of(keyword,
                {"$comment", "title", "description", "contentMediaType", "contentEncoding"})) {
    return value.is_string();
  }
  if (is_one_of(keyword, {"readOnly", "writeOnly", "deprecated"})) return value.is_bool();
  if (keyword == "examples") return value.is_array();
  return true;
}

bool is_of_later_draft(std::string_view keyword) {
  return is_one_of(keyword,
                   {"$anchor", "$dynamicAnchor", "$dynamicRef", "$recursiveAnchor", "$recursiveRef",
                    "$vocabulary", "contentSchema", "dependentRequired", "dependentSchemas",
                    "discriminator", "externalDocs", "maxContains", "minContains", "prefixItems",
                    "unevaluatedItems", "unevaluatedProperties", "xml"});
}

}  // namespace boomerang::describe
