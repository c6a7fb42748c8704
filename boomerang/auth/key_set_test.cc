#include "boomerang/auth/key_set.h"

#include <gmock/gmock.h>

#include "boomerang/auth/sample_tokens.h"

namespace boomerang::auth {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string set_of(const std::vector<std::string>& keys) {
  std::string text;
  for (const auto& key : keys) text += (text.empty() ? "" : ",") + key;
  return "{\"keys\":[" + text + "]}";
}

// RFC 8037, appendix A.2, with members of a test's own.
std::string ed_key(const std::string& more = "") {
  return R"({"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")" +
         more + "}";
}

// Why the one key is not used.
std::string why_not(const std::string& key) {
  const auto set = KeySet::parse(set_of({key}));
  return set ? "used" : set.fault().what;
}

TEST(KeySetTest, FindsByAlgorithmAndId) {
  const auto set = KeySet::parse(sample::key_set);
  ASSERT_TRUE(set) << set.fault().what;
  ASSERT_EQ(set->size(), 3u);
  EXPECT_THAT(set->left_out(), ElementsAre());

  const auto* key = set->find(Algorithm::es256, "ec-1");
  ASSERT_NE(key, nullptr);
  EXPECT_EQ(key->algorithm(), Algorithm::es256);
  EXPECT_EQ(set->find(Algorithm::rs256, "ec-1"), nullptr) << "its id, not its algorithm";
  EXPECT_EQ(set->find(Algorithm::hs256, "rsa-1"), nullptr) << "a public key is no secret";
  EXPECT_EQ(set->find(Algorithm::es256, "ec-2"), nullptr);
  EXPECT_EQ(set->find(Algorithm::es256, ""), nullptr);
}

TEST(KeySetTest, TokenWithoutIdMeansTheOnlyKey) {
  const auto one = KeySet::parse(sample::key_set);
  const auto two = KeySet::parse(sample::next_key_set);
  ASSERT_TRUE(one && two);

  EXPECT_EQ(one->find(Algorithm::es256, std::nullopt), one->find(Algorithm::es256, "ec-1"));
  EXPECT_EQ(two->find(Algorithm::es256, std::nullopt), nullptr) << "which of two is not guessed";
}

TEST(KeySetTest, KeyWithoutIdServesAnyThatNoOtherHas) {
  const auto set = KeySet::parse(set_of({ed_key()}));
  ASSERT_TRUE(set);

  EXPECT_NE(set->find(Algorithm::eddsa, "any"), nullptr);
  EXPECT_NE(set->find(Algorithm::eddsa, std::nullopt), nullptr);
  const auto secret = KeySet(*VerificationKey::hmac(std::string(32, 's')));
  EXPECT_NE(secret.find(Algorithm::hs256, "any"), nullptr);
}

TEST(KeySetTest, UnusableKeysAreLeftOutAndTold) {
  const auto set = KeySet::parse(set_of({R"({"kty":"oct","k":"AAAA"})", sample::small_rsa_jwk,
                                         ed_key(R"(,"kid":"a")"), "5", ed_key(R"(,"kid":"a")")}));
  ASSERT_TRUE(set);

  EXPECT_EQ(set->size(), 1u);
  EXPECT_THAT(set->left_out(), ElementsAre(HasSubstr("keys[0]: a symmetric key"),
                                           HasSubstr("keys[1]: an RSA key of less than 2048 bits"),
                                           HasSubstr("keys[3]: no object"),
                                           HasSubstr("keys[4]: the \"kid\" of an earlier key")));
}

TEST(KeySetTest, SaysWhyAKeyCannotBeUsed) {
  EXPECT_EQ(why_not(ed_key()), "used");
  EXPECT_EQ(why_not(ed_key(R"(,"use":"sig","key_ops":["verify"],"alg":"EdDSA","x5t":"a")")),
            "used");
  EXPECT_THAT(why_not(sample::private_jwk), HasSubstr("a private key"));
  EXPECT_THAT(why_not(sample::off_curve_jwk), HasSubstr("no point of P-256"));
  EXPECT_THAT(why_not(sample::p384_jwk), HasSubstr("a curve other than P-256"));
  EXPECT_THAT(why_not(ed_key(R"(,"use":"enc")")), HasSubstr("not for signatures"));
  EXPECT_THAT(why_not(ed_key(R"(,"use":1)")), HasSubstr("not for signatures"));
  EXPECT_THAT(why_not(ed_key(R"(,"key_ops":["sign"])")), HasSubstr("not for signatures"));
  EXPECT_THAT(why_not(ed_key(R"(,"key_ops":"verify")")), HasSubstr("not for signatures"));
  EXPECT_THAT(why_not(ed_key(R"(,"alg":"ES256")")), HasSubstr("\"alg\" is not EdDSA"));
  EXPECT_THAT(why_not(ed_key(R"(,"alg":"none")")), HasSubstr("\"alg\" is not EdDSA"));
  EXPECT_THAT(why_not(ed_key(R"(,"kid":7)")), HasSubstr("\"kid\" is no text"));
  EXPECT_THAT(why_not(R"({"kty":"OKP","crv":"X25519","x":"AAAA"})"), HasSubstr("a curve other"));
  EXPECT_THAT(why_not(R"({"kty":"OKP","crv":"Ed25519","x":"AAAA"})"), HasSubstr("32 bytes"));
  EXPECT_THAT(why_not(R"({"kty":"OKP","crv":"Ed25519"})"), HasSubstr("\"x\" is missing"));
  EXPECT_THAT(why_not(R"({"kty":"RSA","e":"AQAB"})"), HasSubstr("\"n\" is missing"));
  EXPECT_THAT(why_not(R"({"kty":"rsa"})"), HasSubstr("\"kty\" is none of"));
  EXPECT_THAT(why_not("{}"), HasSubstr("\"kty\" is none of"));
}

TEST(KeySetTest, WhatIsNoSetIsRefused) {
  for (const char* text :
       {"", "[]", "{}", R"({"keys":{}})", R"({"keys":[]})", "<html>", R"({"keys":[],"keys":[]})"}) {
    EXPECT_FALSE(KeySet::parse(text)) << text;
  }
  EXPECT_FALSE(KeySet::parse(ed_key())) << "a key alone is no set";
  EXPECT_FALSE(KeySet::parse(set_of(std::vector<std::string>(65, ed_key()))));
  EXPECT_FALSE(KeySet::parse(set_of({ed_key()}) + std::string(256 * 1024, ' ')));
}

TEST(KeySetTest, EachSetHasAnIdOfItsOwn) {
  const auto one = KeySet::parse(sample::key_set);
  const auto other = KeySet::parse(sample::key_set);

  ASSERT_TRUE(one && other);
  EXPECT_NE(one->id(), 0u);
  EXPECT_NE(one->id(), other->id());
}

}  // namespace
}  // namespace boomerang::auth
