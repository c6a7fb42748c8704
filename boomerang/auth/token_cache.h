#pragma once

// Tokens whose signature was found good: a client shows the same one with each request until it is
// renewed, and checking it again costs more than all the rest of a request.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "boomerang/auth/identity.h"
#include "boomerang/base/sha256.h"

namespace boomerang::auth {

// Each event loop has one; it serves all guards, also those made after a change of the
// configuration.
//
// Threads: its event loop's.
// Bounds:  1,024 tokens, which are known by their SHA-256. A new one takes the place of one whose
//          digest begins alike. A place is good as long as the keys of its time are in use, and
//          the verifier, as another one may want other audiences or name callers by other claims.
class TokenCache {
 public:
  struct Entry {
    Digest digest{};
    std::uint64_t verifier_id = 0;  // JwtVerifier::id().
    std::uint64_t keys_id = 0;      // Of the set that the signature was checked with.
    Identity identity;
  };

  // The token's entry, or null. Valid until the next put().
  const Entry* find(const Digest& token) const;

  void put(Entry entry);

 private:
  static constexpr std::size_t entries_max = 1024;

  static std::size_t place_of(const Digest& token);

  std::vector<std::unique_ptr<Entry>> entries_ = std::vector<std::unique_ptr<Entry>>(entries_max);
};

}  // namespace boomerang::auth
