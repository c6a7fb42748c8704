#include "boomerang/command/exit_code.h"

#include <ostream>

namespace boomerang::command {

int tell(const Fault& fault, std::ostream& err) {
  err << "boomerang: " << fault.what << "\n";
  return fault.kind == FaultKind::invalid ? 2 : 1;
}

}  // namespace boomerang::command
