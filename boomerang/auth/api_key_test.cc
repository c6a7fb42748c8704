#include "boomerang/auth/api_key.h"

#include <fstream>
#include <set>

#include <gmock/gmock.h>

#include "boomerang/auth/key_ring.h"
#include "boomerang/base/rfc3339.h"
#include "boomerang/base/temp_folder.h"

namespace boomerang::auth {
namespace {

ApiKeyOptions named(const std::string& name) {
  ApiKeyOptions options;
  options.name = name;
  return options;
}

TEST(ApiKeyTest, FileOfNewKeysKnowsThem) {
  SystemRandom random;
  ApiKeyOptions options = named("billing \"main\" \\ Zürich");
  options.expires = *parse_rfc3339("2027-01-01T00:00:00Z");
  options.scopes = {"users:write", "users:read"};
  const TempFolder folder;
  const auto file = folder / "keys.toml";

  const auto one = make_api_key(options, random);
  const auto two = make_api_key(named("shop"), random);
  ASSERT_TRUE(one && two);
  std::ofstream(file) << one->entry << "\n" << two->entry;
  const auto ring = KeyRing::read(file, "partners");

  ASSERT_TRUE(ring) << ring.fault().what;
  const Identity* billing = ring->find(one->key);
  ASSERT_NE(billing, nullptr);
  EXPECT_EQ(billing->caller.name, options.name);
  EXPECT_EQ(billing->scopes, options.scopes);
  EXPECT_EQ(billing->valid_until, *options.expires);
  ASSERT_NE(ring->find(two->key), nullptr);
  EXPECT_EQ(ring->find(two->key)->caller.name, "shop");
}

TEST(ApiKeyTest, KeysAreLongAndDiffer) {
  SystemRandom random;
  std::set<std::string> keys;
  for (int i = 0; i < 100; ++i) keys.insert(make_api_key(named("a"), random)->key);

  EXPECT_EQ(keys.size(), 100u);
  for (const auto& key : keys) {
    EXPECT_EQ(key.size(), 47u);
    EXPECT_THAT(key, testing::MatchesRegex("bmr_[A-Za-z0-9_-]+"));
  }
}

TEST(ApiKeyTest, EntryDoesNotHoldTheKey) {
  SystemRandom random;
  const auto made = make_api_key(named("billing"), random);

  ASSERT_TRUE(made);
  EXPECT_EQ(made->entry.find(made->key.substr(4)), std::string::npos);
}

TEST(ApiKeyTest, ShortOrOddKeysAreRefused) {
  EXPECT_TRUE(api_key_entry(named("a"), std::string(32, 'x')));
  EXPECT_TRUE(api_key_entry(named("a"), std::string(512, 'x')));
  EXPECT_FALSE(api_key_entry(named("a"), std::string(31, 'x')));
  EXPECT_FALSE(api_key_entry(named("a"), std::string(513, 'x')));
  EXPECT_FALSE(api_key_entry(named("a"), std::string(32, 'x') + " "));
  EXPECT_FALSE(api_key_entry(named("a"), std::string(32, 'x') + "\n"));
  EXPECT_FALSE(api_key_entry(named("a"), std::string(31, 'x') + "\xC3\xA9"));
}

TEST(ApiKeyTest, OddNamesAndScopesAreRefused) {
  SystemRandom random;
  ApiKeyOptions options = named("a");
  options.scopes = {"two words"};

  EXPECT_FALSE(make_api_key(options, random));
  EXPECT_FALSE(make_api_key(named(""), random));
  EXPECT_FALSE(make_api_key(named("a\nb"), random));
}

}  // namespace
}  // namespace boomerang::auth
