#pragma once

#include <filesystem>
#include <string>

#include "boomerang/base/result.h"

namespace boomerang::config {

// A secret in a file of its own, as Docker and Kubernetes mount them: the content without one
// newline at its end, which an editor leaves there.
//
// Fails: invalid  it cannot be read, is empty or too large; `what` begins with the file, and tells
//                 nothing of the content
// Bounds: files of 64 KiB.
Result<std::string> read_secret_file(const std::filesystem::path& file);

}  // namespace boomerang::config
