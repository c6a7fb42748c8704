#include "boomerang/command/data_folder.h"

namespace boomerang::command {

config::Option data_option(std::filesystem::path& folder) {
  return {.name = "data",
          .value = config::path(folder, "DIR"),
          .help = "The data folder. A process may be using it.",
          .reach = config::Reach::environment};
}

Result<std::unique_ptr<broker::LogView>> open_log(const std::filesystem::path& data_folder) {
  return broker::LogView::open(data_folder / "log");
}

}  // namespace boomerang::command
