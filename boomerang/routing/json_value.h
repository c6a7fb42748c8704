#pragma once

// JSON values compared as JSON Schema compares them.

#include <boost/json/value.hpp>
#include <compare>
#include <cstddef>

namespace boomerang::routing {

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
