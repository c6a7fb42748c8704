#pragma once

// A JSON Schema on its way into another document.
//
// Source: JSON Schema draft 7 core; 2020-12 core, sections 8.2 and 10.3, and
// validation, section 6.5.4.

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

// A schema in another one that has a place of its own: it is in the $defs (or the definitions), or
// it is what a $ref leads to, wherever that is. Many tools look for schemas nowhere else.
struct Definition {
  std::string name;     // "money"
  std::string pointer;  // "/$defs/money"
  boost::json::value schema;
};
std::vector<Definition> definitions_of(const boost::json::value& schema);

// Where a schema goes: "" is its root, and the rest are the pointers of its definitions.
using Places = std::map<std::string, std::string, std::less<>>;

// In which words a schema is to be said where it goes.
enum class Dialect {
  as_written,
  // Of 2020-12, which OpenAPI 3.1 speaks. A schema that does not say that it is of a later draft is
  // taken as one of draft 7: `items` as a list becomes `prefixItems`, `additionalItems` becomes
  // `items`, `dependencies` becomes two, and what draft 7 would not count is left out.
  draft_2020_12,
};

// The schema, or one of its definitions, as it can stand at its place. What refers to a part of the
// schema refers to that part's place, and so does a definition's own place in the schema. The
// schema names neither itself nor its dialect, and leaves its definitions out. Data (const, enum,
// default, examples) stay as they are.
boost::json::value embedded_schema(const boost::json::value& schema, const Places& places,
                                   Dialect dialect);
boost::json::value embedded_definition(const Definition& definition,
                                       const boost::json::value& schema, const Places& places,
                                       Dialect dialect);

}  // namespace boomerang::describe
