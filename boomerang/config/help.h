#pragma once

#include <string>
#include <string_view>

#include "boomerang/config/command.h"

namespace boomerang::config {

// What --help prints: purpose, usage, commands or arguments and options with their defaults,
// sections, examples, exit codes. `path` is how the command was reached: "boomerang topics tail".
// Defaults are what the options' variables hold now; those of secrets are not shown.
std::string help_text(const Command& command, std::string_view path);

}  // namespace boomerang::config
