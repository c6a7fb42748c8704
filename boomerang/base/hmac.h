#pragma once

// A code by which a holder of the secret can tell that another holder wrote something.

#include <string_view>

#include "boomerang/base/sha256.h"

namespace boomerang {

// HMAC-SHA256. `secret` should have 32 bytes or more of randomness.
// Threads: any.
// Source:  RFC 2104; FIPS 198-1.
Digest hmac_sha256(std::string_view secret, std::string_view bytes);

// Whether they are the same, in a time that depends on their length only: who measures it learns
// nothing of the right code.
bool equal_in_constant_time(std::string_view a, std::string_view b);

}  // namespace boomerang
