#pragma once

// JSON whose meaning does not depend on who reads it.

#include <boost/json/value.hpp>
#include <cstddef>
#include <string_view>

#include "boomerang/base/result.h"

namespace boomerang {

// One value and nothing else; UTF-8; at most `depth_max` levels deep; and at no level an object
// with two members of one name, of which one reader takes the first and another the last.
// Source: RFC 8259; for members, RFC 7493, section 2.3.
// Fails: invalid  `what` is the rest of a sentence about the text, with line and column:
//                 "is no JSON: extra data at line 1, column 3"
Result<boost::json::value> read_json(std::string_view text, std::size_t depth_max);

}  // namespace boomerang
