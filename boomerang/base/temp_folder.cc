#include "boomerang/base/temp_folder.h"

#include <stdlib.h>

#include <string>
#include <system_error>

#include "boomerang/base/check.h"

namespace boomerang {

TempFolder::TempFolder() {
  std::string name = std::filesystem::temp_directory_path() / "boomerang_XXXXXX";
  check(mkdtemp(name.data()) != nullptr, "no folder for temporary files");
  path_ = name;
}

TempFolder::~TempFolder() {
  std::error_code ignored;  // Nothing to do about a file that stays.
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace boomerang
