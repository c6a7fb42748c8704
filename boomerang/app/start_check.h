#pragma once

// What a start refuses of the settings, though each by itself is good.

#include <string>
#include <vector>

#include "boomerang/app/options.h"
#include "boomerang/base/clock.h"

namespace boomerang::app {

struct RefusedOption {
  std::string option;  // Its name: "tls-key"; "broker.kafka" for the section.
  std::string what;    // A sentence. Tells nothing of a secret.
};

// All of them. Files that are named are read; nothing is opened, and nobody is spoken to. The
// certificate must be good by the time of `clock`.
std::vector<RefusedOption> check_start(const Options& options, const Clock& clock);

}  // namespace boomerang::app
