#include "boomerang/auth/jwt_verifier.h"

#include <optional>

#include <gtest/gtest.h>

#include "boomerang/auth/hand_made_token.h"
#include "boomerang/auth/sample_tokens.h"

namespace boomerang::auth {
namespace {

using std::chrono::seconds;

constexpr std::string_view hs256_header = R"({"alg":"HS256","typ":"JWT"})";

// With `claims` instead of those that are there by default, or besides them.
std::string claims_with(const std::string& claims, const std::string& without = "") {
  std::string text = "{";
  for (const auto& [name, value] :
       {std::pair{"iss", R"("https://issuer.example")"}, std::pair{"aud", R"("boomerang")"},
        std::pair{"sub", R"("alice")"}, std::pair{"exp", "1767226000"}}) {
    const std::string quoted = '"' + std::string(name) + "\":";
    if (name == without || claims.find(quoted) != std::string::npos) continue;
    text += quoted + value + ",";
  }
  return claims.empty() ? text.substr(0, text.size() - 1) + "}" : text + claims + "}";
}

class NoKeys final : public KeySource {
 public:
  std::shared_ptr<const KeySet> keys() const override { return nullptr; }
  std::uint64_t keys_id() const override { return 0; }
};

// Counts how often newer keys are asked for.
class CountedKeys final : public KeySource {
 public:
  std::shared_ptr<const KeySet> keys() const override { return set; }
  std::uint64_t keys_id() const override { return set->id(); }
  void ask_for_newer() override { ++asked; }

  std::shared_ptr<const KeySet> set = std::make_shared<KeySet>(*KeySet::parse(sample::key_set));
  int asked = 0;
};

class JwtVerifierTest : public testing::Test {
 protected:
  JwtVerifierTest() {
    options.issuer = "https://issuer.example";
    options.audiences = {"other", "boomerang"};
    options.algorithms = {"RS256", "ES256", "EdDSA"};
  }

  JwtVerifier public_keys() { return {"login", options, keys}; }

  JwtVerifier secret() {
    options.algorithms = {"HS256"};
    return {"internal", options,
            std::make_shared<FixedKeys>(KeySet(*VerificationKey::hmac(std::string(test_secret))))};
  }

  // "alice", or why not.
  std::string read(const JwtVerifier& verifier, const std::string& text) {
    const auto parsed = parse_token(text);
    if (const auto* reason = std::get_if<Reason>(&parsed)) return name_of(*reason);
    const auto verified = verifier.verify(std::get<Token>(parsed));
    if (const auto* reason = std::get_if<Reason>(&verified)) return name_of(*reason);
    identity = std::get<JwtVerifier::Verified>(verified).identity;
    return identity.caller.name;
  }

  std::string read_claims(const std::string& claims) {
    return read(secret(), hand_made_token(hs256_header, claims));
  }

  JwtOptions options;
  std::shared_ptr<CountedKeys> keys = std::make_shared<CountedKeys>();
  Identity identity;
};

TEST_F(JwtVerifierTest, TokensOfAnotherImplementationAreGood) {
  const auto verifier = public_keys();

  EXPECT_EQ(read(verifier, sample::rs256_token), "alice");
  EXPECT_EQ(read(verifier, sample::es256_token), "alice");
  EXPECT_EQ(read(verifier, sample::eddsa_token), "alice");

  EXPECT_EQ(identity.caller, (Caller{"login", "alice", "jwt:https://issuer.example|alice"}));
  EXPECT_EQ(identity.scopes, (std::vector<std::string>{"users:write", "users:read"}));
  const WallTime begin = std::chrono::sys_days(std::chrono::year{2026} / 1 / 1);
  EXPECT_EQ(identity.valid_from, begin - seconds(30));
  EXPECT_EQ(identity.valid_until, begin + seconds(330));
}

TEST_F(JwtVerifierTest, EachPartIsSigned) {
  const auto verifier = public_keys();
  for (const std::string good : {sample::rs256_token, sample::es256_token, sample::eddsa_token}) {
    const auto first = good.find('.');
    const auto second = good.rfind('.');
    const auto other_claims = encode_base64url(claims_with(R"("sub":"root")"));
    const std::string other_header = good.substr(0, first - 4) + "AAAA" + good.substr(first);

    EXPECT_EQ(read(verifier, good.substr(0, first + 1) + other_claims + good.substr(second)),
              "wrong_signature");
    EXPECT_NE(read(verifier, other_header), "alice");
    EXPECT_EQ(read(verifier, good.substr(0, second + 1)), "wrong_signature");
    std::string other_signature = good;
    other_signature[second + 5] = good[second + 5] == 'A' ? 'B' : 'A';
    EXPECT_EQ(read(verifier, other_signature), "wrong_signature");
  }
}

// RFC 8725, section 2.1: a public key taken for a secret.
TEST_F(JwtVerifierTest, PublicKeyIsNeverASecret) {
  EXPECT_EQ(read(public_keys(), sample::public_key_as_secret_token), "algorithm_not_allowed");

  // Also where HS256 was let in by mistake: no public key serves it.
  options.algorithms = {"RS256", "HS256"};
  EXPECT_EQ(read(public_keys(), sample::public_key_as_secret_token), "unknown_key");
}

TEST_F(JwtVerifierTest, OnlyAlgorithmsOfTheListAreTaken) {
  options.algorithms = {"ES256"};
  const auto verifier = public_keys();

  EXPECT_EQ(read(verifier, sample::es256_token), "alice");
  EXPECT_EQ(read(verifier, sample::rs256_token), "algorithm_not_allowed");
  EXPECT_EQ(read(verifier, sample::eddsa_token), "algorithm_not_allowed");
  EXPECT_EQ(read(verifier, sample::es384_token), "algorithm_not_allowed");
  EXPECT_EQ(read(verifier, sample::ps256_token), "algorithm_not_allowed");
  EXPECT_EQ(read(verifier, hand_made_token(hs256_header, claims_with(""))),
            "algorithm_not_allowed");
}

TEST_F(JwtVerifierTest, DerIsNoSignatureOfAToken) {
  EXPECT_EQ(read(public_keys(), sample::der_es256_token), "wrong_signature");
}

// CVE-2022-21449: r and s of 0 fit any text for who does not look.
TEST_F(JwtVerifierTest, SignatureOfZerosIsNone) {
  const std::string good = sample::es256_token;
  const std::string zeros = encode_base64url(std::string(64, '\0'));

  EXPECT_EQ(read(public_keys(), good.substr(0, good.rfind('.') + 1) + zeros), "wrong_signature");
}

TEST_F(JwtVerifierTest, KeyInTheTokenIsNotLookedAt) {
  EXPECT_EQ(read(public_keys(), sample::strangers_token), "wrong_signature");
  EXPECT_EQ(read(public_keys(), sample::strangers_token_with_its_key), "wrong_signature");
}

TEST_F(JwtVerifierTest, WeakKeyIsUnknown) {
  EXPECT_EQ(read(public_keys(), sample::small_rsa_token), "unknown_key");
}

TEST_F(JwtVerifierTest, UnknownKeyAsksForNewerOnes) {
  const auto verifier = public_keys();
  ASSERT_EQ(read(verifier, sample::next_es256_token), "unknown_key");
  ASSERT_EQ(keys->asked, 1);

  keys->set = std::make_shared<KeySet>(*KeySet::parse(sample::next_key_set));

  EXPECT_EQ(read(verifier, sample::next_es256_token), "alice");
  EXPECT_EQ(read(verifier, sample::es256_token), "alice") << "still in the set";
  EXPECT_EQ(read(verifier, sample::rs256_token), "unknown_key") << "no longer in the set";
  EXPECT_EQ(keys->asked, 2);
}

TEST_F(JwtVerifierTest, RefusedBeforeItsKeyIsLookedForAsksForNothing) {
  options.issuer = "https://another.example";
  EXPECT_EQ(read(public_keys(), sample::next_es256_token), "wrong_issuer");
  options.algorithms = {"RS256"};
  EXPECT_EQ(read(public_keys(), sample::next_es256_token), "algorithm_not_allowed");

  EXPECT_EQ(keys->asked, 0);
}

TEST_F(JwtVerifierTest, WithoutKeysNothingIsTold) {
  const JwtVerifier verifier("login", options, std::make_shared<NoKeys>());

  EXPECT_EQ(read(verifier, sample::es256_token), "no_keys_yet");
}

TEST_F(JwtVerifierTest, OtherSecretIsNotGood) {
  const std::string other(32, 'x');
  EXPECT_EQ(read(secret(), hand_made_token(hs256_header, claims_with(""))), "alice");
  EXPECT_EQ(read(secret(), hand_made_token(hs256_header, claims_with(""), other)),
            "wrong_signature");
  EXPECT_EQ(read(secret(), hand_made_token(hs256_header, claims_with(""), "")), "wrong_signature");
}

TEST_F(JwtVerifierTest, IssuerIsLetterByLetter) {
  EXPECT_EQ(read_claims(claims_with("", "iss")), "wrong_issuer");
  for (const char* issuer : {R"("https://issuer.example/")", R"("HTTPS://issuer.example")", "5",
                             R"("")", R"(["https://issuer.example"])", "null"}) {
    EXPECT_EQ(read_claims(claims_with("\"iss\":" + std::string(issuer))), "wrong_issuer") << issuer;
  }
}

TEST_F(JwtVerifierTest, AudienceMustNameUs) {
  EXPECT_EQ(read_claims(claims_with(R"("aud":["x","boomerang"])")), "alice");
  EXPECT_EQ(read_claims(claims_with(R"("aud":"other")")), "alice");
  EXPECT_EQ(read_claims(claims_with("", "aud")), "wrong_audience");
  for (const char* audience : {R"("boomerang2")", R"("boomerang other")", "[]", "5", "null", "{}",
                               R"(["boomerang",5])", R"([["boomerang"]])", R"("")"}) {
    EXPECT_EQ(read_claims(claims_with("\"aud\":" + std::string(audience))), "wrong_audience")
        << audience;
  }
}

TEST_F(JwtVerifierTest, TimesAreNumbersAndTheEndIsNeeded) {
  EXPECT_EQ(read_claims(claims_with(R"("exp":1767226000.5,"nbf":0,"iat":1e9)")), "alice");
  EXPECT_EQ(read_claims(claims_with("", "exp")), "wrong_claims");
  for (const char* time : {R"("1767226000")", "-1", "1e300", "253402300800", "null", "[]", "true",
                           "18446744073709551615"}) {
    EXPECT_EQ(read_claims(claims_with("\"exp\":" + std::string(time))), "wrong_claims") << time;
    EXPECT_EQ(read_claims(claims_with("\"nbf\":" + std::string(time))), "wrong_claims") << time;
    EXPECT_EQ(read_claims(claims_with("\"iat\":" + std::string(time))), "wrong_claims") << time;
  }
}

TEST_F(JwtVerifierTest, CallerIsTheClaimThatIsAskedFor) {
  options.caller_claim = "client_id";
  EXPECT_EQ(read_claims(claims_with(R"("client_id":"billing")")), "billing");
  EXPECT_EQ(identity.caller.id, "jwt:https://issuer.example|billing");
  EXPECT_EQ(read_claims(claims_with("")), "wrong_claims");
}

TEST_F(JwtVerifierTest, CallerMustBeAName) {
  EXPECT_EQ(read_claims(claims_with("", "sub")), "wrong_claims");
  const std::string long_name = '"' + std::string(257, 'a') + '"';
  for (const std::string name :
       {"\"\"", "5", "null", "[\"alice\"]", R"("a\nb")", R"("a\u0000")", long_name.c_str()}) {
    EXPECT_EQ(read_claims(claims_with("\"sub\":" + name)), "wrong_claims") << name;
  }
  EXPECT_EQ(read_claims(claims_with(R"("sub":"auth0|Zoë")")), "auth0|Zoë");
}

TEST_F(JwtVerifierTest, ScopesAreATextOrAList) {
  using Texts = std::vector<std::string>;
  EXPECT_EQ(read_claims(claims_with("")), "alice");
  EXPECT_EQ(identity.scopes, Texts{});
  EXPECT_EQ(read_claims(claims_with(R"("scope":" a  b ")")), "alice");
  EXPECT_EQ(identity.scopes, (Texts{"a", "b"}));
  EXPECT_EQ(read_claims(claims_with(R"("scope":5)")), "wrong_claims");

  options.scope_claim = "scp";
  EXPECT_EQ(read_claims(claims_with(R"("scope":"a","scp":["b","c"])")), "alice");
  EXPECT_EQ(identity.scopes, (Texts{"b", "c"}));
}

// RFC 8725, section 3.11: a token for something else is not taken for one for access.
TEST_F(JwtVerifierTest, TypeTellsWhatATokenIsFor) {
  const auto read_type = [&](const std::string& typ) {
    return read(secret(), hand_made_token(R"({"alg":"HS256")" + typ + "}", claims_with("")));
  };
  EXPECT_EQ(read_type(""), "alice");
  EXPECT_EQ(read_type(R"(,"typ":"JWT")"), "alice");
  EXPECT_EQ(read_type(R"(,"typ":"application/at+jwt")"), "alice");
  for (const char* type : {"secevent+jwt", "logout+jwt", "dpop+jwt", "JOSE", ""}) {
    const auto wanted = *type == '\0' ? "alice" : "wrong_type";
    EXPECT_EQ(read_type(R"(,"typ":")" + std::string(type) + "\""), wanted) << type;
  }

  options.type = "AT+JWT";
  EXPECT_EQ(read_type(R"(,"typ":"at+jwt")"), "alice");
  EXPECT_EQ(read_type(R"(,"typ":"JWT")"), "wrong_type");
  EXPECT_EQ(read_type(""), "wrong_type");
}

}  // namespace
}  // namespace boomerang::auth
