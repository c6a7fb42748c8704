#pragma once

#include <filesystem>

#include "boomerang/base/result.h"
#include "boomerang/command/description.h"

namespace boomerang::command {

// The routes of a configuration file, and the topics that `boomerang gateway` uses for them.
// Fails: invalid  as routing::read_routes(), and for a file without routes
Result<Description::Api> described_routes(const std::filesystem::path& file);

}  // namespace boomerang::command
