#pragma once

#include <iosfwd>

#include "boomerang/base/result.h"

namespace boomerang::command {

// Says on `err` what went wrong, and gives the exit code for it: 2 for what the caller can put
// right (`invalid`), else 1.
int tell(const Fault& fault, std::ostream& err);

}  // namespace boomerang::command
