#pragma once

// A configuration file, read as `boomerang gateway --config FILE` reads it.

#include <filesystem>
#include <string>
#include <vector>

#include "boomerang/app/served.h"
#include "boomerang/base/result.h"
#include "boomerang/command/description.h"
#include "boomerang/config/environment.h"

namespace boomerang::command {

struct GatewayFile {
  std::vector<std::string> mistakes;  // "boomerang.toml:3:1: ...", in the order of the file.
  app::Declared declared;             // What it would serve; empty if there are mistakes.
  describe::DescribeOptions described;
};

// `environment` counts as it would for the gateway. Reads also the files that the file names; opens
// nothing else, and speaks to nobody.
GatewayFile read_gateway_file(const std::filesystem::path& file,
                              const config::Environment& environment);

// What is in it to describe.
// Fails: invalid  all its mistakes, a line each
Result<Description::Api> read_api(const std::filesystem::path& file,
                                  const config::Environment& environment);

}  // namespace boomerang::command
