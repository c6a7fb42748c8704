#pragma once

#include <string>
#include <string_view>

#include "boomerang/base/random.h"

namespace boomerang {

// The `traceparent` that a request goes on with: the client's trace with a new parent id if
// `received` is one, else a new trace that is sampled.
// Source: W3C Trace Context, sections 3.2 and 4.3.
std::string continue_trace(std::string_view received, Random& random);

// Whether `text` is a traceparent: version 00, or a later one whose first fields read the same.
bool is_trace_parent(std::string_view text);

}  // namespace boomerang
