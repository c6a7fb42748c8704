#pragma once

#include "boomerang/app/application.h"
#include "boomerang/app/configuration.h"
#include "boomerang/app/options.h"
#include "boomerang/base/clock.h"
#include "boomerang/config/command.h"
#include "boomerang/config/command_line.h"

namespace boomerang::command {

// `boomerang gateway`: a gateway whose routes are in a file. Its workers are other programs, in any
// language: docs/contract.md.
class Gateway {
 public:
  Gateway();

  // Bound to this object, which must outlive it.
  config::Command command();

  // What it would do, if it was started so.
  app::Configuration configure(const config::Given& given, const Clock& clock) const {
    return application_.configure(given, clock);
  }

 private:
  app::Options options_;
  app::Application application_;
};

}  // namespace boomerang::command
