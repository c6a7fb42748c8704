#pragma once

// The outcomes that the worker decides by itself, as problem details that tell nothing of what is
// inside. Source: RFC 9457, section 3; RFC 9110, sections 15.5.21 and 15.6.1.

#include "boomerang/event/outcome.h"

namespace boomerang::worker {

// The event was given up, and is a dead letter.
Outcome failed_outcome(RequestId id);

// The id of an earlier request came again with another payload.
Outcome mismatch_outcome(RequestId id);

}  // namespace boomerang::worker
