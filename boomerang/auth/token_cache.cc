#include "boomerang/auth/token_cache.h"

#include <utility>

namespace boomerang::auth {

const TokenCache::Entry* TokenCache::find(const Digest& token) const {
  const Entry* entry = entries_[place_of(token)].get();
  return entry != nullptr && entry->digest == token ? entry : nullptr;
}

void TokenCache::put(Entry entry) {
  auto& place = entries_[place_of(entry.digest)];
  place = std::make_unique<Entry>(std::move(entry));
}

std::size_t TokenCache::place_of(const Digest& token) {
  return (token[0] | static_cast<std::size_t>(token[1]) << 8) % entries_max;
}

}  // namespace boomerang::auth
