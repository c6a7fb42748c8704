#include "boomerang/base/check.h"

#include <cstdio>
#include <cstdlib>

#include "boomerang/base/result.h"

namespace boomerang {

void check_failed(const char* what, const char* file, int line, const char* function) {
  std::fprintf(stderr, "%s:%d: check failed: %s (in %s)\n", file, line, what, function);
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
