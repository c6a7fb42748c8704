#pragma once

// For our own mistakes only: an invariant that this code itself must keep. Data from outside
// (network, disk, broker, configuration) is answered with a Fault instead.

#include <source_location>

namespace boomerang {

[[noreturn]] void check_failed(const char* what, std::source_location where);

// Ends the process with a line on stderr unless `holds`. In every build.
inline void check(bool holds, const char* what,
                  std::source_location where = std::source_location::current()) {
  if (!holds) [[unlikely]]
    check_failed(what, where);
}

}  // namespace boomerang
