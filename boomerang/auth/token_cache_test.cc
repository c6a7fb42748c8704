#include "boomerang/auth/token_cache.h"

#include <gtest/gtest.h>

namespace boomerang::auth {
namespace {

TokenCache::Entry entry(const std::string& token, const std::string& name) {
  TokenCache::Entry made;
  made.digest = plain_sha256(token);
  made.keys_id = 7;
  made.identity.caller.name = name;
  return made;
}

TEST(TokenCacheTest, FindsWhatWasPut) {
  TokenCache cache;
  EXPECT_EQ(cache.find(plain_sha256("a")), nullptr);

  cache.put(entry("a", "alice"));
  cache.put(entry("b", "bob"));

  ASSERT_NE(cache.find(plain_sha256("a")), nullptr);
  EXPECT_EQ(cache.find(plain_sha256("a"))->identity.caller.name, "alice");
  EXPECT_EQ(cache.find(plain_sha256("a"))->keys_id, 7u);
  EXPECT_EQ(cache.find(plain_sha256("c")), nullptr);
}

TEST(TokenCacheTest, EmptyPlaceIsNoTokenWhoseDigestIsZero) {
  EXPECT_EQ(TokenCache().find(Digest{}), nullptr);
}

TEST(TokenCacheTest, HoldsABoundedNumberAndNeverAnothersIdentity) {
  TokenCache cache;
  for (int i = 0; i < 10'000; ++i) cache.put(entry(std::to_string(i), std::to_string(i)));

  int held = 0;
  for (int i = 0; i < 10'000; ++i) {
    const auto* found = cache.find(plain_sha256(std::to_string(i)));
    if (found == nullptr) continue;
    ++held;
    EXPECT_EQ(found->identity.caller.name, std::to_string(i));
  }
  EXPECT_LE(held, 1024);
  EXPECT_GE(held, 900);
}

}  // namespace
}  // namespace boomerang::auth
