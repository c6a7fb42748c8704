#include "boomerang/auth/key_ring.h"

#include <fstream>

#include <gmock/gmock.h>

#include "boomerang/base/rfc3339.h"
#include "boomerang/base/temp_folder.h"

namespace boomerang::auth {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

// printf %s a-key-that-was-made-for-this-test-only | sha256sum, and the same with -2.
constexpr char key[] = "a-key-that-was-made-for-this-test-only";
constexpr char digest[] = "851ce7dec43e1db25977fdef336e909f6f50fa1381d342b668d32dbaaea95241";
constexpr char other_digest[] = "c7b2c180a662ac57318faa0191ce07a0b3e5c0ada5ce5220bfb325df4af451df";

class KeyRingTest : public testing::Test {
 protected:
  Result<KeyRing> read(const std::string& text) {
    std::ofstream(file) << text;
    return KeyRing::read(file, "partners");
  }

  // Without the file's name.
  std::string fault_of(const std::string& text) {
    const auto ring = read(text);
    if (ring) return "no fault";
    const std::string& what = ring.fault().what;
    EXPECT_THAT(what, StartsWith(file.string() + ":"));
    EXPECT_EQ(ring.fault().kind, FaultKind::invalid);
    return what.substr(std::min(what.size(), file.string().size() + 1));
  }

  static std::string entry(const std::string& name, const std::string& sha256,
                           const std::string& more = "") {
    return "[[key]]\nname = \"" + name + "\"\nsha256 = \"" + sha256 + "\"\n" + more;
  }

  TempFolder folder;
  std::filesystem::path file = folder / "keys.toml";
};

TEST_F(KeyRingTest, KnowsAKeyByItsDigest) {
  const auto ring = read(entry("billing", digest,
                               "expires = \"2027-01-01T00:00:00Z\"\n"
                               "scopes = [\"a:b\", \"c\"]\n") +
                         entry("shop", other_digest));
  ASSERT_TRUE(ring) << ring.fault().what;
  EXPECT_EQ(ring->size(), 2u);

  const Identity* billing = ring->find(key);
  ASSERT_NE(billing, nullptr);
  EXPECT_EQ(billing->caller, (Caller{"partners", "billing", "apikey:billing"}));
  EXPECT_EQ(billing->scopes, (std::vector<std::string>{"a:b", "c"}));
  EXPECT_EQ(billing->valid_until, *parse_rfc3339("2027-01-01T00:00:00Z"));

  const Identity* shop = ring->find(std::string(key) + "-2");
  ASSERT_NE(shop, nullptr);
  EXPECT_EQ(shop->caller.name, "shop");
  EXPECT_EQ(shop->valid_until, WallTime::max());
}

TEST_F(KeyRingTest, AnythingElseIsUnknown) {
  const auto ring = read(entry("billing", digest));
  ASSERT_TRUE(ring);

  EXPECT_EQ(ring->find(""), nullptr);
  EXPECT_EQ(ring->find("billing"), nullptr);
  EXPECT_EQ(ring->find(digest), nullptr) << "who has read the file has no key";
  EXPECT_EQ(ring->find(std::string(key) + " "), nullptr);
  EXPECT_EQ(ring->find(std::string(key).substr(1)), nullptr);
}

TEST_F(KeyRingTest, CallerMayHaveTwoKeysToChangeOneForTheOther) {
  const auto ring =
      read(entry("billing", digest, "scopes = [\"a\"]\n") + entry("billing", other_digest));
  ASSERT_TRUE(ring) << ring.fault().what;

  const Identity* one = ring->find(key);
  const Identity* other = ring->find(std::string(key) + "-2");
  ASSERT_TRUE(one != nullptr && other != nullptr);
  EXPECT_EQ(one->caller, other->caller);
  EXPECT_NE(one->scopes, other->scopes);
  EXPECT_EQ(ring->names(), std::set<std::string>{"billing"});
}

TEST_F(KeyRingTest, DigestMayBeInCapitals) {
  std::string capitals = digest;
  for (char& c : capitals) c = static_cast<char>(std::toupper(c));
  const auto ring = read(entry("billing", capitals));

  ASSERT_TRUE(ring);
  EXPECT_NE(ring->find(key), nullptr);
}

TEST_F(KeyRingTest, FileWithoutKeysKnowsNobody) {
  const auto ring = read("# Nobody yet.\n");

  ASSERT_TRUE(ring);
  EXPECT_EQ(ring->size(), 0u);
  EXPECT_EQ(ring->find(key), nullptr);
}

TEST_F(KeyRingTest, FaultsSayWhereAndWhatToChange) {
  const std::string good = entry("a", digest);
  EXPECT_THAT(fault_of("[[key]]\nname = \"a\"\n"), StartsWith("2:1: a key without its digest"));
  EXPECT_THAT(fault_of("[[key]]\nsha256 = \"" + std::string(digest) + "\"\n"),
              StartsWith("2:1: a key without a name"));
  EXPECT_THAT(fault_of(entry("a", key)), StartsWith("3:1: sha256: expected the 64 hexadecimal"));
  EXPECT_THAT(fault_of(entry("a", std::string(64, 'g'))), StartsWith("3:1: sha256: expected"));
  EXPECT_THAT(fault_of(entry("a", "-" + std::string(63, '0'))),
              StartsWith("3:1: sha256: expected"));
  EXPECT_THAT(fault_of(entry("a\\n", digest)), StartsWith("2:1: name: expected"));
  EXPECT_THAT(fault_of(good + "name = 5\n"), HasSubstr("4:"));
  EXPECT_THAT(fault_of("[[key]]\nname = 5\n"), StartsWith("2:1: name: expected a text in quotes"));
  EXPECT_THAT(fault_of(good + "expires = \"tomorrow\"\n"),
              StartsWith("4:1: expires: expected a ti"));
  EXPECT_THAT(fault_of(good + "scopes = \"a\"\n"), StartsWith("4:1: scopes: expected a list"));
  EXPECT_THAT(fault_of(good + "scopes = [\"a b\"]\n"), StartsWith("4:11: scopes: expected texts"));
  EXPECT_EQ(fault_of(good + "scopes = []\n"), "no fault");
  EXPECT_THAT(fault_of("[[key]]\n"), StartsWith("1:1: a key without a name"));
  EXPECT_THAT(fault_of(good + "scope = \"a\"\n"), EndsWith("did you mean scopes?"));
  EXPECT_THAT(fault_of(good + "key = \"" + key + "\"\n"), StartsWith("4:1: a key has no key"));
  EXPECT_THAT(fault_of(good + entry("b", digest)), StartsWith("5:1: the digest of an earlier key"));
  EXPECT_THAT(fault_of("[key]\nname = \"a\"\n"), StartsWith("2:1: expected [[key]] above it"));
  EXPECT_THAT(fault_of("name = \"a\"\n"), StartsWith("1:1: expected [[key]] above it"));
  EXPECT_THAT(fault_of("[[keys]]\nname = \"a\"\n"), StartsWith("2:1: expected [[key]] above it"));
  EXPECT_THAT(fault_of("[[key]\n"), StartsWith("1:"));
}

TEST_F(KeyRingTest, FaultNeverShowsWhatMayBeAKey) {
  EXPECT_THAT(fault_of(entry("a", key)), testing::Not(HasSubstr(key)));
  EXPECT_THAT(fault_of(entry("a", digest, "scopes = [\"x " + std::string(key) + "\"]\n")),
              testing::Not(HasSubstr(key)));
}

TEST_F(KeyRingTest, MissingFileIsAFault) {
  const auto ring = KeyRing::read(folder / "none.toml", "partners");

  ASSERT_FALSE(ring);
  EXPECT_THAT(ring.fault().what, HasSubstr("none.toml: cannot be read"));
}

}  // namespace
}  // namespace boomerang::auth
