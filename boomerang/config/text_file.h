#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "boomerang/base/result.h"

namespace boomerang::config {

// The whole content of a file that somebody named. Never waits: what is no regular file, such as a
// pipe, which has its content once only, is refused.
//
// Fails: invalid  it cannot be read, or is larger than `bytes_max`, whole KiB; `what` begins with
//                 the file
Result<std::string> read_text_file(const std::filesystem::path& file, std::size_t bytes_max);

}  // namespace boomerang::config
