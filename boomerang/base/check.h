#pragma once

// For our own mistakes only: an invariant that this code itself must keep. Data from outside
// (network, disk, broker, configuration) is answered with a Fault instead.

namespace boomerang {

[[noreturn]] void check_failed(const char* what, const char* file, int line, const char* function);

// Ends the process with a line on stderr unless `holds`. In every build. The caller's place is
// asked for by builtins: clang 14, which builds the fuzz targets, has no std::source_location.
inline void check(bool holds, const char* what, const char* file = __builtin_FILE(),
                  int line = __builtin_LINE(), const char* function = __builtin_FUNCTION()) {
  if (!holds) [[unlikely]]
    check_failed(what, file, line, function);
}

}  // namespace boomerang
