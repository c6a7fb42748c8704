#pragma once

// What flags, environment and file come to. A start, a SIGHUP and `boomerang check` all read it by
// this, so that none takes what another refuses.

#include <string>
#include <vector>

#include "boomerang/app/options.h"
#include "boomerang/app/served.h"
#include "boomerang/base/clock.h"
#include "boomerang/config/command_line.h"

namespace boomerang::app {

struct Configuration {
  Options options;
  Declared declared;  // With the timeouts of the routes, which with_timeout() changes.
  std::vector<std::string> mistakes;  // All of them, a line each, in the order of the file.
};

// A program, as far as it decides what is good.
struct Program {
  config::Command command;  // Fills the `options` of the Configuration that is to be read.
  Declared own;             // What it has without a file.
  std::vector<std::string> handled = {};  // Topics.
  bool reads_routes = false;
};

// Reads the file and those that it names; opens nothing else, and speaks to nobody.
void read(Configuration& configuration, const Program& program, const config::Given& given,
          const Clock& clock);

}  // namespace boomerang::app
