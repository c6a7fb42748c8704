#include "boomerang/config/text_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "boomerang/base/descriptor.h"

namespace boomerang::config {
Result<std::string> read_text_file(const std::filesystem::path& file, std::size_t bytes_max) {
  const auto fail = [&](const std::string& why) {
    return Fault{FaultKind::invalid, file.string() + ": " + why};
  };
  const Descriptor opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (!opened) return fail(std::string("cannot be read: ") + std::strerror(errno));
  struct stat kind = {};
  if (::fstat(*opened, &kind) != 0) return fail("cannot be read");
  if (S_ISDIR(kind.st_mode)) return fail("is a folder, not a file");
  if (!S_ISREG(kind.st_mode)) {
    return fail("is a pipe or a device, which cannot be read again; name a regular file");
  }
  std::string text(bytes_max + 1, '\0');
  std::size_t size = 0;
  while (size < text.size()) {
    const ssize_t more = ::read(*opened, text.data() + size, text.size() - size);
    if (more < 0 && errno == EINTR) continue;
    if (more < 0) return fail(std::string("cannot be read: ") + std::strerror(errno));
    if (more == 0) break;
    size += static_cast<std::size_t>(more);
  }
  text.resize(size);
  if (text.size() > bytes_max) {
    return fail("is larger than " + std::to_string(bytes_max / 1024) + " KiB");
  }
  return text;
}

}  // namespace boomerang::config
