#pragma once

// Headers as a JSON object, for places that people read with SQL: the embedded log and the inbox.
//
// A value that is UTF-8 without control characters is a string; any other is {"hex": "00000005"}.
// A name that comes more than once has an array of its values, where it came first.

#include <string>
#include <string_view>

#include "boomerang/base/headers.h"
#include "boomerang/base/result.h"

namespace boomerang {

std::string to_header_text(const Headers& headers);

// Reads what to_header_text() writes. Headers of one name come out side by side.
// Fails: corrupt  anything else
Result<Headers> parse_header_text(std::string_view text);

}  // namespace boomerang
