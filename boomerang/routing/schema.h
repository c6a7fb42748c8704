#pragma once

// A JSON Schema, made ready once, that says what is wrong with a value.
// Source: JSON Schema draft 7: draft-handrews-json-schema-01 and -validation-01.
//
// All of draft 7 holds, but for these:
// - "$ref" leads into the same document: "#" or "#/definitions/...". Nothing is fetched.
// - "$id" stands at the top only, and nothing is looked up by it.
// - What stands beside a "$ref" would not count in draft 7: it is refused, unless it is words.
// - "pattern" is as pattern.h takes it.
// - "format" is checked for date-time, date, time, email, uuid, ipv4 and ipv6; other formats are
//   words for people.
// Unknown keywords are words for people too, unless they are of a later draft, or near to a
// keyword and so likely a slip.

#include <boost/json/value.hpp>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "boomerang/base/result.h"

namespace boomerang::routing {

struct SchemaNode;

// What is wrong, and where. The detail shows names and values of the schema, never those of the
// value that is checked.
struct Violation {
  std::string pointer;  // Source: RFC 6901. Ends before a name that makes it longer than 256 bytes.
  std::string detail;   // "is shorter than 1 character"

  bool operator==(const Violation&) const = default;
};

inline constexpr std::size_t violations_max = 10;

class Schema {
 public:
  // Fails: invalid  no JSON, or no such schema; `what` tells the place in it as a pointer
  // Bounds: 1 MiB, 10,000 schemas in it, each at most 100 levels deep in others.
  static Result<Schema> compile(std::string_view text);

  // In the order in which they are found; none if `value` is as it is to be.
  // Threads: any.
  // Bounds:  10 of them. A value that takes more than a million comparisons is refused for it.
  std::vector<Violation> check(const boost::json::value& value) const;

 private:
  // The nodes hold each other by their place, the first is the whole.
  std::shared_ptr<const std::vector<SchemaNode>> nodes_;
};

}  // namespace boomerang::routing
