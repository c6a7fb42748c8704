#pragma once

#include "boomerang/config/command.h"

namespace boomerang::command {

// That of this build: "0.1.0".
std::string version_text();

// `boomerang version`: prints it, for people or as JSON.
class VersionCommand {
 public:
  // Bound to this object, which must outlive it.
  config::Command command();

 private:
  bool json_ = false;
};

}  // namespace boomerang::command
