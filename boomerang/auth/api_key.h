#pragma once

// Making API keys.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "boomerang/base/clock.h"
#include "boomerang/base/random.h"
#include "boomerang/base/result.h"

namespace boomerang::auth {

struct ApiKeyOptions {
  std::string name = {};
  std::optional<WallTime> expires = {};
  std::vector<std::string> scopes = {};
};

struct NewApiKey {
  std::string key;    // To be shown once, to who is to have it.
  std::string entry;  // The lines for the file that key_ring.h tells of.
};

// A key of 256 random bits: "bmr_" and 43 letters. The beginning lets scanners of repositories and
// logs see what it is. `random` must be the system's.
//
// Fails: invalid  a name or a scope that a file of keys does not take
Result<NewApiKey> make_api_key(const ApiKeyOptions& options, Random& random);

// The lines for a key that somebody else has made.
//
// Fails: invalid  also when the key is shorter than 32 characters, so that it cannot hold 128
//                 random bits in the alphabets in use; longer than 512; or not of visible ASCII
Result<std::string> api_key_entry(const ApiKeyOptions& options, std::string_view key);

}  // namespace boomerang::auth
