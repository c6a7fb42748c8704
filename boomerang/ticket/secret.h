#pragma once

// The secret that all gateways of an application share.
//
// It is a text that people can copy: what a file holds on one machine can be set on another.

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "boomerang/base/random.h"
#include "boomerang/base/result.h"

namespace boomerang::ticket {

inline constexpr std::size_t secret_bytes_min = 32;
inline constexpr std::size_t secret_bytes_max = 1024;

// The secret in what somebody has set: printable ASCII, of which one newline at the end is no part.
// Fails: invalid  it is too short, too long, or has other characters; `what` tells nothing of it
Result<std::string> parse_secret(std::string_view text);

// The secret in the file. If there is none, one is made of 256 bits of `random`, for its owner's
// eyes only. Processes that do so at once get the same.
//
// Fails:   invalid  the file cannot be read or made, or its content is no secret; `what` begins
// with
//                   the file, and tells nothing of its content
// Durable: a secret that was returned outlives a power cut.
Result<std::string> secret_of_file(const std::filesystem::path& file, Random& random);

}  // namespace boomerang::ticket
