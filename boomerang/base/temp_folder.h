#pragma once

#include <filesystem>

namespace boomerang {

// A new empty folder under the system's folder for such things, removed with all it holds when
// destroyed. For tests and for runs whose data is of no use afterwards.
class TempFolder {
 public:
  TempFolder();
  TempFolder(const TempFolder&) = delete;
  ~TempFolder();

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path operator/(const char* name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

}  // namespace boomerang
