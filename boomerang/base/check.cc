#include "boomerang/base/check.h"

#include <cstdio>
#include <cstdlib>

#include "boomerang/base/result.h"

namespace boomerang {

void check_failed(const char* what, std::source_location where) {
  std::fprintf(stderr, "%s:%u: check failed: %s (in %s)\n", where.file_name(),
               static_cast<unsigned>(where.line()), what, where.function_name());
  std::abort();
}

const char* name_of(FaultKind kind) {
  switch (kind) {
    case FaultKind::invalid:
      return "invalid";
    case FaultKind::busy:
      return "busy";
    case FaultKind::unknown:
      return "unknown";
    case FaultKind::corrupt:
      return "corrupt";
    case FaultKind::closed:
      return "closed";
  }
  check(false, "a FaultKind without a name");
  return "";
}

}  // namespace boomerang
