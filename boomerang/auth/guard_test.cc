#include "boomerang/auth/guard.h"

#include <fstream>

#include <gmock/gmock.h>

#include "boomerang/auth/api_key.h"
#include "boomerang/auth/authenticator.h"
#include "boomerang/auth/hand_made_token.h"
#include "boomerang/auth/sample_tokens.h"
#include "boomerang/base/manual_clock.h"
#include "boomerang/base/rfc3339.h"
#include "boomerang/base/temp_folder.h"

namespace boomerang::auth {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

using Fields = std::vector<std::pair<std::string, std::string>>;

const std::string key(40, 'k');          // Of "billing", with the scopes a and b.
const std::string expired_key(40, 'e');  // Of "shop", until 00:10 on the first day.

std::string token_for(const std::string& claims) {
  return hand_made_token(
      R"({"alg":"HS256"})",
      R"({"iss":"https://internal.example","aud":"boomerang","sub":"cron",)" + claims + "}");
}

// A gateway with API keys, tokens of an issuer ("login") and tokens by a secret ("internal").
class GuardTest : public testing::Test {
 protected:
  GuardTest() {
    ApiKeyOptions billing;
    billing.name = "billing";
    billing.scopes = {"a", "b"};
    ApiKeyOptions shop;
    shop.name = "shop";
    shop.expires = *parse_rfc3339("2026-01-01T00:10:00Z");
    std::ofstream(folder / "keys.toml")
        << *api_key_entry(billing, key) << *api_key_entry(shop, expired_key);
    std::ofstream(folder / "secret") << test_secret << "\n";
    write_key_set(sample::key_set);

    ApiKeysOptions keys;
    keys.file = folder / "keys.toml";
    JwtOptions login;
    login.issuer = "https://issuer.example";
    login.audiences = {"boomerang"};
    login.algorithms = {"RS256", "ES256", "EdDSA"};
    login.jwks_file = folder / "keys.json";
    JwtOptions internal = login;
    internal.issuer = "https://internal.example";
    internal.algorithms = {"HS256"};
    internal.jwks_file = "";
    internal.hmac_secret_file = folder / "secret";
    options.schemes = {{"partners", keys}, {"login", login}, {"internal", internal}};
  }

  void write_key_set(const char* text) { std::ofstream(folder / "keys.json") << text; }

  Guard guard(const std::vector<std::string>& schemes,
              const std::vector<std::string>& scopes = {}) {
    auto authenticator = Authenticator::make(options, clock);
    EXPECT_TRUE(authenticator) << authenticator.fault().what;
    auto made = authenticator->guard(schemes, scopes);
    EXPECT_TRUE(made) << made.fault().what;
    return *made;
  }

  Verdict admit(const Guard& guard, const Fields& fields) {
    Headers headers;
    for (const auto& [name, value] : fields) headers.add(name, value);
    return guard.admit(headers, clock.wall(), cache);
  }

  Verdict admit_token(const Guard& guard, const std::string& token) {
    return admit(guard, {{"authorization", "Bearer " + token}});
  }

  // "cron", or the status and the reason.
  static std::string text_of(const Verdict& verdict) {
    if (!verdict.denial) return verdict.caller.name;
    EXPECT_EQ(verdict.caller, Caller{});
    return std::to_string(verdict.denial->status) + " " + name_of(verdict.denial->reason);
  }

  TempFolder folder;
  ManualClock clock;
  Authenticator::Options options;
  TokenCache cache;
};

TEST_F(GuardTest, LetsInByEachWay) {
  const Guard all = guard({"partners", "login", "internal"});

  EXPECT_EQ(admit(all, {{"x-api-key", key}}).caller,
            (Caller{"partners", "billing", "apikey:billing"}));
  EXPECT_EQ(text_of(admit(all, {{"authorization", "ApiKey " + key}})), "billing");
  EXPECT_EQ(admit_token(all, sample::rs256_token).caller,
            (Caller{"login", "alice", "jwt:https://issuer.example|alice"}));
  EXPECT_EQ(admit_token(all, token_for("\"exp\":1767226000")).caller,
            (Caller{"internal", "cron", "jwt:https://internal.example|cron"}));
}

TEST_F(GuardTest, RouteTakesItsOwnSchemesOnly) {
  EXPECT_EQ(text_of(admit_token(guard({"login"}), token_for("\"exp\":1767226000"))),
            "401 wrong_issuer");
  EXPECT_EQ(text_of(admit_token(guard({"internal"}), sample::es256_token)), "401 wrong_issuer");
  EXPECT_EQ(text_of(admit_token(guard({"partners"}), sample::es256_token)), "401 no_credential");
  EXPECT_EQ(text_of(admit(guard({"login"}), {{"x-api-key", key}})), "401 no_credential");
}

TEST_F(GuardTest, CachedTokenIsGoodOnlyOnRoutesOfItsScheme) {
  ASSERT_EQ(text_of(admit_token(guard({"login", "internal"}), sample::es256_token)), "alice");

  EXPECT_EQ(text_of(admit_token(guard({"internal"}), sample::es256_token)), "401 wrong_issuer");
}

TEST_F(GuardTest, NobodyIsAskedToSayWhoTheyAre) {
  const auto verdict = admit(guard({"partners", "login", "internal"}, {"a"}), {});

  ASSERT_TRUE(verdict.denial);
  EXPECT_EQ(verdict.denial->status, 401);
  EXPECT_THAT(verdict.denial->challenges,
              ElementsAre(R"(ApiKey realm="boomerang", header="X-API-Key")",
                          R"(Bearer realm="boomerang")"));
  EXPECT_EQ(verdict.denial->detail,
            "Say who calls: send Authorization: Bearer TOKEN, or X-API-Key: KEY.");
}

// RFC 6750, section 3.1.
TEST_F(GuardTest, BadTokenIsAnsweredWithoutWhy) {
  const Guard login = guard({"partners", "login"});
  const auto forged = admit_token(login, sample::strangers_token);
  const auto no_token = admit_token(login, "abc");
  const auto too_large = admit_token(login, std::string(8193, 'a'));
  clock.advance(331s);
  const auto late = admit_token(login, sample::es256_token);

  for (const auto* verdict : {&forged, &no_token, &too_large, &late}) {
    ASSERT_TRUE(verdict->denial);
    EXPECT_EQ(verdict->denial->status, 401);
    EXPECT_THAT(verdict->denial->challenges,
                ElementsAre(R"(ApiKey realm="boomerang", header="X-API-Key")",
                            R"(Bearer realm="boomerang", error="invalid_token")"));
    EXPECT_EQ(verdict->denial->detail, forged.denial->detail);
  }
  EXPECT_EQ(late.denial->reason, Reason::expired);
  EXPECT_EQ(too_large.denial->reason, Reason::token_too_large);
}

TEST_F(GuardTest, SeveralOrMalformedCredentialsAreABadRequest) {
  const Guard all = guard({"partners", "login"});
  const auto several = admit(all, {{"x-api-key", key}, {"authorization", "ApiKey " + key}});

  ASSERT_TRUE(several.denial);
  EXPECT_EQ(text_of(several), "400 several_credentials");
  EXPECT_THAT(several.denial->challenges,
              ElementsAre(HasSubstr("ApiKey realm="),
                          R"(Bearer realm="boomerang", error="invalid_request")"));
  EXPECT_EQ(text_of(admit(all, {{"authorization", "Bearer"}})), "400 malformed_credential");
}

TEST_F(GuardTest, ScopesAreAllNeeded) {
  EXPECT_EQ(text_of(admit(guard({"partners"}, {"a", "b"}), {{"x-api-key", key}})), "billing");
  EXPECT_EQ(text_of(admit(guard({"partners"}, {"a", "c"}), {{"x-api-key", key}})),
            "403 missing_scope");
  EXPECT_EQ(text_of(admit_token(guard({"login"}, {"users:read"}), sample::es256_token)), "alice");

  const auto verdict = admit_token(guard({"login"}, {"users:read", "admin"}), sample::es256_token);

  EXPECT_EQ(text_of(verdict), "403 missing_scope");
  EXPECT_THAT(verdict.denial->challenges,
              ElementsAre("Bearer realm=\"boomerang\", error=\"insufficient_scope\", "
                          "scope=\"users:read admin\""));
  EXPECT_EQ(text_of(admit_token(guard({"login"}, {"users"}), sample::es256_token)),
            "403 missing_scope")
      << "a scope is a word, not a beginning";
}

TEST_F(GuardTest, UnknownAndExpiredKeysAreAnsweredAlike) {
  const Guard keys = guard({"partners"});
  EXPECT_EQ(text_of(admit(keys, {{"x-api-key", expired_key}})), "shop");
  clock.advance(10min - 1us);
  EXPECT_EQ(text_of(admit(keys, {{"x-api-key", expired_key}})), "shop");
  clock.advance(1us);

  const auto expired = admit(keys, {{"x-api-key", expired_key}});
  const auto unknown = admit(keys, {{"x-api-key", std::string(40, 'u')}});

  EXPECT_EQ(text_of(expired), "401 expired_api_key");
  EXPECT_EQ(text_of(unknown), "401 unknown_api_key");
  EXPECT_EQ(expired.denial->challenges, unknown.denial->challenges);
  EXPECT_EQ(expired.denial->detail, unknown.denial->detail);
}

TEST_F(GuardTest, TokenIsGoodFromItsBeginningToItsEndAndTheLeeway) {
  const Guard internal = guard({"internal"});
  // From 00:01:00 to 00:02:00, and 30 s either way.
  const std::string token = token_for("\"nbf\":1767225660,\"exp\":1767225720");

  clock.advance(30s - 1us);
  EXPECT_EQ(text_of(admit_token(internal, token)), "401 not_yet_valid");
  clock.advance(1us);
  EXPECT_EQ(text_of(admit_token(internal, token)), "cron");
  clock.advance(2min - 1us);
  EXPECT_EQ(text_of(admit_token(internal, token)), "cron");
  clock.advance(1us);
  EXPECT_EQ(text_of(admit_token(internal, token)), "401 expired") << "also from the cache";
}

TEST_F(GuardTest, TokenOfTheFutureIsNotGood) {
  EXPECT_EQ(
      text_of(admit_token(guard({"internal"}), token_for("\"iat\":1767225631,\"exp\":1767226000"))),
      "401 not_yet_valid");
}

TEST_F(GuardTest, NewKeysEndWhatOldOnesHadSigned) {
  ASSERT_EQ(text_of(admit_token(guard({"login"}), sample::rs256_token)), "alice");
  ASSERT_EQ(text_of(admit_token(guard({"login"}), sample::es256_token)), "alice");

  write_key_set(sample::next_key_set);  // Without the RSA key.

  EXPECT_EQ(text_of(admit_token(guard({"login"}), sample::rs256_token)), "401 unknown_key");
  EXPECT_EQ(text_of(admit_token(guard({"login"}), sample::es256_token)), "alice");
  EXPECT_EQ(text_of(admit_token(guard({"login"}), sample::next_es256_token)), "alice");
}

TEST_F(GuardTest, OutlivesItsAuthenticator) {
  const Guard login = guard({"login"});
  options.schemes.clear();

  EXPECT_EQ(text_of(admit_token(login, sample::es256_token)), "alice");
}

TEST_F(GuardTest, TextsOfTheConfigurationAreQuoted) {
  options.realm = R"(a "b" \c)";
  const auto verdict = admit(guard({"login"}), {});

  ASSERT_TRUE(verdict.denial);
  EXPECT_THAT(verdict.denial->challenges, ElementsAre(R"(Bearer realm="a \"b\" \\c")"));
}

}  // namespace
}  // namespace boomerang::auth
