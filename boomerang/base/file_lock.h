#pragma once

// One process at a time in a folder.

#include <filesystem>

#include "boomerang/base/result.h"

namespace boomerang {

// An flock(2) on a file that stays behind. Released when destroyed and when the process ends,
// however it ends. The file holds the owner's process id, for people.
class FileLock {
 public:
  // Fails: busy     another process holds it; `what` names that process
  //        invalid  the file cannot be made or opened; `what` has the system's reason
  static Result<FileLock> take(const std::filesystem::path& file);

  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&&) = delete;
  ~FileLock();

 private:
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}

  int descriptor_;
};

}  // namespace boomerang
