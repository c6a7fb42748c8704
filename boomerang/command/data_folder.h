#pragma once

#include <filesystem>
#include <memory>

#include "boomerang/broker/embedded/log_view.h"
#include "boomerang/config/command.h"

namespace boomerang::command {

// Where a process in embedded mode keeps its data, if it is told nothing else.
inline constexpr char data_folder_default[] = "./.boomerang";

// The option --data.
config::Option data_option(std::filesystem::path& folder);

// The log of that data folder.
Result<std::unique_ptr<broker::LogView>> open_log(const std::filesystem::path& data_folder);

}  // namespace boomerang::command
