#include "boomerang/ticket/secret.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>

#include "boomerang/base/base64url.h"
#include "boomerang/base/descriptor.h"

namespace boomerang::ticket {
namespace {

namespace fs = std::filesystem;

Fault failed(const fs::path& file, int error) {
  return {FaultKind::invalid, file.string() + ": " + strerror(error)};
}

std::string random_secret(Random& random) {
  std::string bytes;
  for (int i = 0; i < 4; ++i) {
    const std::uint64_t word = random.next();
    for (int shift = 56; shift >= 0; shift -= 8) bytes += static_cast<char>(word >> shift & 0xFF);
  }
  return encode_base64url(bytes);
}

// None if there is no such file.
Result<std::optional<std::string>> read(const fs::path& file) {
  const Descriptor open_file(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!open_file && errno == ENOENT) return std::optional<std::string>();
  if (!open_file) return failed(file, errno);
  std::string text(secret_bytes_max + 2, '\0');  // Long enough to see that it is too long.
  std::size_t size = 0;
  while (size < text.size()) {
    const ssize_t more = ::read(*open_file, text.data() + size, text.size() - size);
    if (more < 0 && errno == EINTR) continue;
    if (more < 0) return failed(file, errno);
    if (more == 0) break;
    size += static_cast<std::size_t>(more);
  }
  text.resize(size);
  auto secret = parse_secret(text);
  if (!secret) return Fault{FaultKind::invalid, file.string() + ": " + secret.fault().what};
  return std::optional(std::move(*secret));
}

Result<void> write_and_sync(int descriptor, std::string_view text, const fs::path& file) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failed(file, errno);
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::fsync(descriptor) != 0) return failed(file, errno);
  return {};
}

Result<void> sync_folder_of(const fs::path& file) {
  const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
  const Descriptor open_folder(::open(folder.c_str(), O_RDONLY | O_CLOEXEC | O_DIRECTORY));
  if (!open_folder || ::fsync(*open_folder) != 0) return failed(folder, errno);
  return {};
}

// Puts the file there whole, unless another process was faster. A name that is linked, rather than
// renamed to, is never taken from another.
Result<void> make(const fs::path& file, Random& random) {
  std::string draft = file.string() + ".XXXXXX";
  const Descriptor open_draft(::mkostemp(draft.data(), O_CLOEXEC));  // Mode 0600.
  if (!open_draft) return failed(file, errno);
  auto done = write_and_sync(*open_draft, random_secret(random) + "\n", file);
  if (done && ::link(draft.c_str(), file.c_str()) != 0 && errno != EEXIST) {
    done = failed(file, errno);
  }
  ::unlink(draft.c_str());
  return done;
}

}  // namespace

Result<std::string> parse_secret(std::string_view text) {
  if (text.ends_with('\n')) text.remove_suffix(1);
  if (text.size() < secret_bytes_min) {
    return Fault{FaultKind::invalid,
                 "a secret must have " + std::to_string(secret_bytes_min) + " characters or more"};
  }
  if (text.size() > secret_bytes_max) {
    return Fault{FaultKind::invalid,
                 "a secret must have at most " + std::to_string(secret_bytes_max) + " characters"};
  }
  if (!std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; })) {
    return Fault{FaultKind::invalid,
                 "a secret may have printable ASCII characters only, and no space"};
  }
  return std::string(text);
}

Result<std::string> secret_of_file(const fs::path& file, Random& random) {
  auto secret = read(file);
  if (!secret) return secret.fault();
  if (!*secret) {
    if (auto made = make(file, random); !made) return made.fault();
    secret = read(file);
    if (!secret) return secret.fault();
    if (!*secret) return failed(file, ENOENT);
  }
  // Also when another process made it: it may not have come as far as this.
  if (auto synced = sync_folder_of(file); !synced) return synced.fault();
  return std::move(**secret);
}

}  // namespace boomerang::ticket
