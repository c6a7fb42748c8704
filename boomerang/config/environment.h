#pragma once

#include <map>
#include <string>

namespace boomerang::config {

using Environment = std::map<std::string, std::string>;

// That of this process. Call it before other threads change it.
Environment this_environment();

}  // namespace boomerang::config
