#pragma once

#include <filesystem>
#include <iosfwd>

#include "boomerang/command/data_folder.h"
#include "boomerang/config/command.h"

namespace boomerang::command {

// `boomerang topics ls`: what topics there are, and how much is in them.
class TopicsList {
 public:
  TopicsList(std::ostream& out, std::ostream& err) : out_(out), err_(err) {}

  // Bound to this object, which must outlive it.
  config::Command command();

 private:
  int run();

  std::ostream& out_;
  std::ostream& err_;
  std::filesystem::path data_ = data_folder_default;
  bool json_ = false;
};

}  // namespace boomerang::command
