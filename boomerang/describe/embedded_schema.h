#pragma once

// A JSON Schema on its way into another document.
//
// Source: JSON Schema 2020-12 core, section 8.2.

#include <boost/json/value.hpp>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "boomerang/base/result.h"

namespace boomerang::describe {

// Reads a JSON Schema.
// Fails: invalid  no JSON, or neither an object nor true or false
Result<boost::json::value> read_schema(std::string_view text);

// A schema in the $defs (or, of old, the definitions) of another one.
struct Definition {
  std::string name;     // "money"
  std::string pointer;  // "/$defs/money"
  boost::json::value schema;
};
std::vector<Definition> definitions_of(const boost::json::value& schema);

// Where a schema goes: "" is its root, and the rest are the pointers of its definitions.
using Places = std::map<std::string, std::string, std::less<>>;

// The schema, or one of its definitions, as it can stand at its place. What refers to a part of the
// schema refers to that part's place. The schema names neither itself nor its dialect, and leaves
// its definitions out, as they have places of their own. Data (const, enum, default, examples) stay
// as they are.
boost::json::value embedded_schema(const boost::json::value& schema, const Places& places);
boost::json::value embedded_definition(const Definition& definition,
                                       const boost::json::value& schema, const Places& places);

}  // namespace boomerang::describe
