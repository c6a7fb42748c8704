#pragma once

// JSON text read strictly, and values compared as JSON Schema compares them.

#include <boost/json/value.hpp>
#include <compare>
#include <cstddef>
#include <string>
#include <string_view>

#include "boomerang/base/result.h"

namespace boomerang::routing {

// One value and nothing else; UTF-8; no member twice in an object; at most 32 levels deep.
// Source: RFC 8259; for members, RFC 7493, section 2.3.
// Fails: invalid  `what` is a sentence for whoever sent it, with line and column
Result<boost::json::value> read_json(std::string_view text);

// Levels of a schema: what refers to its parts is often deeper than what it describes.
Result<boost::json::value> read_json(std::string_view text, std::size_t depth_max);

// Both must be numbers. Exact: also past 2^53.
std::partial_ordering compare_numbers(const boost::json::value& one,
                                      const boost::json::value& other);

// As in draft 7, validation, section 6.1.3: 1 and 1.0 are equal, the order of members says nothing.
bool are_equal(const boost::json::value& one, const boost::json::value& other);

// The same for values that are equal.
std::size_t hash_of(const boost::json::value& value);

// Numbers without a fraction are integers. Source: draft 7, validation, section 6.1.1.
bool is_integer(const boost::json::value& value);

// Whether `value` divided by `divisor` is an integer, as far as doubles can tell.
bool is_multiple(const boost::json::value& value, const boost::json::value& divisor);

}  // namespace boomerang::routing
