#include "boomerang/config/secret_file.h"

#include "boomerang/config/text_file.h"

namespace boomerang::config {

Result<std::string> read_secret_file(const std::filesystem::path& file) {
  constexpr std::size_t file_bytes_max = 64 << 10;
  if (file.empty()) return Fault{FaultKind::invalid, "\"\": expected the path of a file"};
  auto text = read_text_file(file, file_bytes_max);
  if (!text) return text.fault();
  if (text->ends_with('\n')) text->pop_back();
  if (text->empty()) return Fault{FaultKind::invalid, file.string() + ": is empty"};
  return text;
}

}  // namespace boomerang::config
