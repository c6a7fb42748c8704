#include "boomerang/config/text_file.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>

namespace boomerang::config {

Result<std::string> read_text_file(const std::filesystem::path& file, std::size_t bytes_max) {
  const auto fail = [&](const std::string& why) {
    return Fault{FaultKind::invalid, file.string() + ": " + why};
  };
  std::error_code error;
  if (std::filesystem::is_directory(file, error)) return fail("is a folder, not a file");
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return fail(std::string("cannot be read: ") + std::strerror(errno));
  std::string text(bytes_max + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(stream.gcount()));
  if (stream.bad()) return fail("cannot be read");
  if (text.size() > bytes_max) {
    return fail("is larger than " + std::to_string(bytes_max / 1024) + " KiB");
  }
  return text;
}

}  // namespace boomerang::config
