#include "boomerang/base/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

namespace boomerang {

Result<FileLock> FileLock::take(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (descriptor < 0) return Fault{FaultKind::invalid, file.string() + ": " + strerror(errno)};
  FileLock lock(descriptor);

  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    char owner[32] = {};
    const ssize_t size = ::pread(descriptor, owner, sizeof owner - 1, 0);
    std::string who(owner, size > 0 ? static_cast<std::size_t>(size) : 0);
    while (!who.empty() && who.back() == '\n') who.pop_back();
    return Fault{FaultKind::busy, "process " + (who.empty() ? "unknown" : who) + " has it open"};
  }

  const std::string self = std::to_string(::getpid()) + "\n";
  if (::ftruncate(descriptor, 0) != 0 ||
      ::pwrite(descriptor, self.data(), self.size(), 0) != static_cast<ssize_t>(self.size())) {
    return Fault{FaultKind::invalid, file.string() + ": " + strerror(errno)};
  }
  return lock;
}

FileLock::FileLock(FileLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

FileLock::~FileLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace boomerang
