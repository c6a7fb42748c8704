#pragma once

// The API keys of a scheme, as a file holds them: by their digests, so that who reads the file
// learns no key.
//
//   [[key]]
//   name = "billing"
//   sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
//   expires = "2027-01-01T00:00:00Z"         # Optional.
//   scopes = ["users:write", "users:read"]   # Optional.
//
// A name may come more than once: those are keys of one caller, who can change one for the other.
//
// A plain SHA-256 and no slow hash: keys are random, not thought up by people, and nobody tries
// 2^128 of them. What a slow hash would add is work for each request, which anybody could cause.

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "boomerang/auth/identity.h"
#include "boomerang/base/result.h"
#include "boomerang/base/sha256.h"

namespace boomerang::auth {

// Threads: any, once made.
class KeyRing {
 public:
  // `scheme` goes into the callers. A file without a key is one: then nobody is known.
  //
  // Fails: invalid  the file cannot be read, or is not of that form; a digest comes twice.
  //                 `what` begins with the file and the place in it, and says what to change
  // Bounds: files of 1 MiB.
  static Result<KeyRing> read(const std::filesystem::path& file, const std::string& scheme);

  // Whose key it is, or null. Each key costs the same: one digest, one search by it. What the
  // search's time may tell is about digests, which say nothing of any key.
  const Identity* find(std::string_view key) const;

  std::size_t size() const { return keys_.size(); }

  std::set<std::string> names() const;

 private:
  std::map<Digest, Identity> keys_;
};

}  // namespace boomerang::auth
