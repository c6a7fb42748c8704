#include "boomerang/auth/authenticator.h"

#include <fstream>
#include <optional>
#include <semaphore>
#include <thread>

#include <gmock/gmock.h>

#include "boomerang/auth/api_key.h"
#include "boomerang/auth/key_server.h"
#include "boomerang/auth/sample_tokens.h"
#include "boomerang/base/manual_clock.h"
#include "boomerang/base/temp_folder.h"

namespace boomerang::auth {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

class AuthenticatorTest : public testing::Test {
 protected:
  AuthenticatorTest() {
    login.issuer = "https://issuer.example";
    login.audiences = {"boomerang"};
    login.algorithms = {"ES256"};
    std::ofstream(folder / "keys.json") << sample::key_set;
    std::ofstream(folder / "ca.pem") << certificate.certificate_pem;
  }

  ApiKeysOptions keys_named(const std::string& name, const std::string& file) {
    ApiKeyOptions key;
    key.name = name;
    std::ofstream(folder / file.c_str()) << *api_key_entry(key, std::string(40, 'k'));
    ApiKeysOptions keys;
    keys.file = folder / file.c_str();
    return keys;
  }

  Result<Authenticator> make(std::vector<SchemeOptions> schemes) {
    return Authenticator::make({"boomerang", std::move(schemes)}, clock);
  }

  std::string fault_of(std::vector<SchemeOptions> schemes) {
    const auto made = make(std::move(schemes));
    return made ? "good" : made.fault().what;
  }

  static std::string admit(const Guard& guard, const std::string& token, TokenCache& cache,
                           WallTime now) {
    Headers headers;
    headers.add("authorization", "Bearer " + token);
    const auto verdict = guard.admit(headers, now, cache);
    return verdict.denial ? std::to_string(verdict.denial->status) : verdict.caller.name;
  }

  TempFolder folder;
  ManualClock clock;
  TestCertificate certificate = make_test_certificate();
  JwtOptions login;
};

TEST_F(AuthenticatorTest, FaultsNameTheSchemeTheFileAndWhatToChange) {
  login.jwks_file = folder / "none.json";
  EXPECT_THAT(fault_of({{"login", login}}),
              StartsWith("scheme login: " + login.jwks_file.string()));

  login.jwks_file = folder / "bad.json";
  std::ofstream(login.jwks_file) << R"({"keys":[{"kty":"oct","k":"AAAA"}]})";
  EXPECT_THAT(fault_of({{"login", login}}),
              HasSubstr("bad.json: no key that can be used; keys[0]"));

  login.jwks_file = "";
  login.hmac_secret_file = folder / "secret";
  login.algorithms = {"HS256"};
  std::ofstream(login.hmac_secret_file) << "too short\n";
  EXPECT_THAT(fault_of({{"login", login}}), HasSubstr("secret: a secret for HS256 must have"));

  login.audiences = {};
  EXPECT_THAT(fault_of({{"login", login}}), StartsWith("scheme login: audiences: "));
}

TEST_F(AuthenticatorTest, TwoCallersNeverHaveOneId) {
  const auto one = keys_named("billing", "one.toml");
  EXPECT_THAT(fault_of({{"a", one}, {"b", keys_named("billing", "two.toml")}}),
              StartsWith("scheme b: the key billing has the name of one of another scheme"));
  EXPECT_EQ(fault_of({{"a", one}, {"b", keys_named("shop", "two.toml")}}), "good");
}

TEST_F(AuthenticatorTest, GuardNeedsSchemesThatAreThere) {
  login.jwks_file = folder / "keys.json";
  const auto authenticator = make({{"login", login}});
  ASSERT_TRUE(authenticator);

  EXPECT_TRUE(authenticator->guard({"login"}, {"a:b"}));
  EXPECT_FALSE(authenticator->guard({}, {})) << "whom nobody may call must not be open to all";
  EXPECT_FALSE(authenticator->guard({"login"}, {"two words"}));
  EXPECT_FALSE(authenticator->guard({"login"}, {""}));
  const auto slip = authenticator->guard({"logn"}, {});
  ASSERT_FALSE(slip);
  EXPECT_THAT(slip.fault().what, HasSubstr("did you mean login?"));
}

TEST_F(AuthenticatorTest, KeysOfAUrlComeLaterAndUntilThenTheAnswerIs503) {
  std::binary_semaphore let(0);
  const KeyServer server(KeyServer::Scheme::https, certificate, [&](const std::string&) {
    let.acquire();
    return KeyServer::ok(sample::key_set);
  });
  login.jwks_url = server.url();
  login.jwks_ca_file = folder / "ca.pem";
  TokenCache cache;

  const auto authenticator = make({{"login", login}});
  ASSERT_TRUE(authenticator) << authenticator.fault().what;
  const auto guard = authenticator->guard({"login"}, {});
  ASSERT_TRUE(guard);
  EXPECT_THAT(authenticator->not_ready(), ElementsAre("login"));
  EXPECT_EQ(admit(*guard, sample::es256_token, cache, clock.wall()), "503");

  let.release();
  while (!authenticator->not_ready().empty()) std::this_thread::yield();
  EXPECT_EQ(admit(*guard, sample::es256_token, cache, clock.wall()), "alice");
  EXPECT_EQ(admit(*guard, sample::next_es256_token, cache, clock.wall()), "401");
}

// An issuer whose first answer is its keys, and who is away from then on.
class AuthenticatorAnewTest : public AuthenticatorTest {
 protected:
  AuthenticatorAnewTest() {
    login.jwks_url = server.url();
    login.jwks_ca_file = folder / "ca.pem";
    before = made({{"login", login}});
    while (!before->not_ready().empty()) std::this_thread::yield();
  }

  std::optional<Authenticator> made(const std::vector<SchemeOptions>& schemes) {
    auto result = Authenticator::make({"boomerang", schemes}, clock, before ? &*before : nullptr);
    EXPECT_TRUE(result) << result.fault().what;
    return *std::move(result);
  }

  // What is answered to a token that the keys from before tell to be good.
  std::string answer(const Authenticator& authenticator, const std::string& scheme = "login") {
    return admit(*authenticator.guard({scheme}, {}), sample::es256_token, cache, clock.wall());
  }

  std::atomic<bool> away{false};
  const KeyServer server{KeyServer::Scheme::https, certificate, [this](const std::string&) {
                           return away.exchange(true) ? std::string()
                                                      : KeyServer::ok(sample::key_set);
                         }};
  TokenCache cache;
  std::optional<Authenticator> before;
};

TEST_F(AuthenticatorAnewTest, KeysOfTheSameUrlStayInUse) {
  const auto after = made({{"login", login}});
  EXPECT_EQ(answer(*after), "alice");

  before.reset();
  EXPECT_EQ(answer(*after), "alice") << "though what fetched them is gone";
}

TEST_F(AuthenticatorAnewTest, KeysStayWhateverElseOfTheSchemeChanges) {
  login.refresh_min = std::chrono::seconds(5);
  login.refresh_max = std::chrono::seconds(50);
  std::filesystem::copy(login.jwks_ca_file, folder / "same.pem");
  login.jwks_ca_file = folder / "same.pem";
  login.leeway = std::chrono::seconds(1);

  EXPECT_EQ(answer(*made({{"people", login}}), "people"), "alice");
}

TEST_F(AuthenticatorAnewTest, KeysOfAnotherUrlOrOfOtherAuthoritiesAreFetchedFirst) {
  login.jwks_url = server.url() + "/other";
  EXPECT_EQ(answer(*made({{"login", login}})), "503");

  login.jwks_url = server.url();
  std::ofstream(login.jwks_ca_file) << make_test_certificate().certificate_pem;
  EXPECT_EQ(answer(*made({{"login", login}})), "503");
}

// The keys are the same, so their id does not tell that the rest has changed.
TEST_F(AuthenticatorAnewTest, TokenThatWasFoundGoodIsLookedAtAgain) {
  ASSERT_EQ(answer(*before), "alice");

  auto other = login;
  other.audiences = {"payments"};
  EXPECT_EQ(answer(*made({{"login", other}})), "401");
  other = login;
  other.algorithms = {"EdDSA"};
  EXPECT_EQ(answer(*made({{"login", other}})), "401");
  other = login;
  other.issuer = "https://other.example";
  EXPECT_EQ(answer(*made({{"login", other}})), "401");
  EXPECT_EQ(answer(*made({{"login", login}})), "alice");
}

TEST_F(AuthenticatorAnewTest, FaultLeavesTheOneBeforeAsItIs) {
  auto bad = login;
  bad.issuer = "https://other.example";
  bad.jwks_url = "";
  bad.jwks_file = folder / "none.json";

  EXPECT_FALSE(
      Authenticator::make({"boomerang", {{"login", login}, {"other", bad}}}, clock, &*before));

  EXPECT_EQ(answer(*before), "alice");
}

TEST_F(AuthenticatorTest, ManyEventLoopsAskAtOnce) {
  login.jwks_file = folder / "keys.json";
  const auto authenticator = make({{"login", login}});
  ASSERT_TRUE(authenticator);
  const auto guard = authenticator->guard({"login"}, {});
  ASSERT_TRUE(guard);

  std::atomic<int> wrong{0};
  std::vector<std::jthread> loops;
  for (int i = 0; i < 4; ++i) {
    loops.emplace_back([&] {
      TokenCache cache;
      TokenCache other;
      for (int turn = 0; turn < 20; ++turn) {
        wrong += admit(*guard, sample::es256_token, cache, clock.wall()) != "alice";
        wrong += admit(*guard, sample::strangers_token, cache, clock.wall()) != "401";
        wrong +=
            admit(*guard, sample::es256_token, turn % 2 ? cache : other, clock.wall()) != "alice";
      }
    });
  }
  loops.clear();

  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace boomerang::auth
