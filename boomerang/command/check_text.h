#pragma once

// What `boomerang check` prints.

#include <filesystem>
#include <string>
#include <vector>

#include "boomerang/gateway/route.h"

namespace boomerang::command {

struct Checked {
  std::vector<std::filesystem::path> files;  // That were read.
  std::vector<gateway::Route> routes;        // None if there are mistakes.
  std::vector<std::string> mistakes;         // "boomerang.toml:3:1: ...", in the order of the file.
};

// The files, and the routes as a table or what is wrong.
std::string check_text(const Checked& checked);

// {"ok":false,"files":["..."],"routes":[...],"mistakes":[{"place":"...","what":"..."}]}
std::string check_json(const Checked& checked);

// By line and column where they begin with a place of `file`; the others come first. No line
// twice.
std::vector<std::string> in_order(std::vector<std::string> mistakes,
                                  const std::filesystem::path& file);

}  // namespace boomerang::command
