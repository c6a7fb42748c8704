#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

#include "boomerang/config/command.h"
#include "boomerang/config/environment.h"
#include "boomerang/gateway/route.h"

namespace boomerang::command {

// `boomerang check`: reads a configuration file as `boomerang gateway` would, and tells all that is
// wrong. No port is opened, and nobody is spoken to. Exit codes: 0 if it is good, 1 if not, 2 if it
// cannot be read.
class Check {
 public:
  // `environment` counts as it would for the gateway.
  Check(config::Environment environment, std::ostream& out, std::ostream& err)
      : environment_(std::move(environment)), out_(out), err_(err) {}

  // Bound to this object, which must outlive it.
  config::Command command();

 private:
  int run();
  std::filesystem::path named_file() const;

  const config::Environment environment_;
  std::ostream& out_;
  std::ostream& err_;
  std::filesystem::path file_;
  bool json_ = false;
};

}  // namespace boomerang::command
