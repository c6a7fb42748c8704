#pragma once

#include <iosfwd>
#include <string>

#include "boomerang/base/clock.h"
#include "boomerang/config/command.h"

namespace boomerang::command {

// `boomerang health`: whether a process is ready, as an exit code: 0 if it answers 200, else 1,
// with its reasons. For whatever starts and stops processes, where no curl is at hand.
class Health {
 public:
  Health(const Clock& clock, std::ostream& out, std::ostream& err)
      : clock_(clock), out_(out), err_(err) {}

  // Bound to this object, which must outlive it.
  config::Command command();

 private:
  int run();

  const Clock& clock_;
  std::ostream& out_;
  std::ostream& err_;
  std::string url_ = "http://127.0.0.1:8082/readyz";
  Duration timeout_ = std::chrono::seconds(3);
};

}  // namespace boomerang::command
