#pragma once

// What `boomerang check` prints.

#include <filesystem>
#include <string>
#include <vector>

#include "boomerang/gateway/route.h"

namespace boomerang::command {

struct Checked {
  std::vector<std::filesystem::path> files;  // That were read, the one that is checked first.
  std::vector<gateway::Route> routes;        // None if there are mistakes.
  std::vector<std::string> mistakes;         // "boomerang.toml:3:1: ...", in the order of the file.
};

// The files, and the routes as a table or what is wrong.
std::string check_text(const Checked& checked);

// {"ok":false,"files":["..."],"routes":[...],"mistakes":[{"place":"...","what":"..."}]}. The place
// is empty of a mistake that is not in the file.
std::string check_json(const Checked& checked);

}  // namespace boomerang::command
