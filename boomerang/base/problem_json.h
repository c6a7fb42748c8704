#pragma once

#include <string>
#include <string_view>

#include "boomerang/base/headers.h"

namespace boomerang {

// A problem of type about:blank as JSON: `title` must be the phrase of the HTTP status; `detail`
// tells the client what to change. `members` are added as strings; their names begin with a letter
// and have at least three letters, digits or underscores. Source: RFC 9457, sections 3 and 4.2.1.
std::string problem_json(int status, std::string_view title, std::string_view detail,
                         const Headers& members = {});

}  // namespace boomerang
