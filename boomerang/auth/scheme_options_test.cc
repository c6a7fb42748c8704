#include "boomerang/auth/scheme_options.h"

#include <gmock/gmock.h>

namespace boomerang::auth {
namespace {

using namespace std::chrono_literals;
using testing::StartsWith;

JwtOptions good_jwt() {
  JwtOptions options;
  options.issuer = "https://issuer.example";
  options.audiences = {"boomerang"};
  options.algorithms = {"RS256", "EdDSA"};
  options.jwks_url = "https://issuer.example/keys";
  return options;
}

ApiKeysOptions good_keys() {
  ApiKeysOptions options;
  options.file = "keys.toml";
  return options;
}

template <typename T>
std::string fault_of(const T& options) {
  const auto good = check_options(options);
  return good ? "good" : good.fault().what;
}

// After a change to what is good.
std::string fault_with(const std::function<void(JwtOptions&)>& change) {
  JwtOptions options = good_jwt();
  change(options);
  return fault_of(options);
}

TEST(SchemeOptionsTest, GoodOnesAreTaken) {
  EXPECT_EQ(fault_of(good_jwt()), "good");
  EXPECT_EQ(fault_of(good_keys()), "good");
  EXPECT_EQ(fault_with([](auto& o) {
              o.jwks_url = "";
              o.hmac_secret_file = "secret";
              o.algorithms = {"HS256"};
            }),
            "good");
  EXPECT_EQ(fault_of(std::vector<SchemeOptions>{{"keys", good_keys()}, {"login", good_jwt()}}),
            "good");
  EXPECT_EQ(fault_of(std::vector<SchemeOptions>{}), "good");
}

TEST(SchemeOptionsTest, FaultBeginsWithTheOption) {
  EXPECT_THAT(fault_with([](auto& o) { o.issuer = ""; }), StartsWith("issuer: "));
  EXPECT_THAT(fault_with([](auto& o) { o.issuer = "a|b"; }), StartsWith("issuer: "));
  EXPECT_THAT(fault_with([](auto& o) { o.audiences = {}; }), StartsWith("audiences: "));
  EXPECT_THAT(fault_with([](auto& o) { o.audiences = {"a", ""}; }), StartsWith("audiences: "));
  EXPECT_THAT(fault_with([](auto& o) { o.algorithms = {}; }), StartsWith("algorithms: "));
  EXPECT_THAT(fault_with([](auto& o) { o.algorithms = {"none"}; }), StartsWith("algorithms: "));
  EXPECT_THAT(fault_with([](auto& o) { o.algorithms = {"rs256"}; }), StartsWith("algorithms: "));
  EXPECT_THAT(fault_with([](auto& o) { o.leeway = 301s; }), StartsWith("leeway: "));
  EXPECT_THAT(fault_with([](auto& o) { o.leeway = -1s; }), StartsWith("leeway: "));
  EXPECT_THAT(fault_with([](auto& o) { o.caller_claim = ""; }), StartsWith("caller_claim: "));
  EXPECT_THAT(fault_with([](auto& o) { o.scope_claim = ""; }), StartsWith("scope_claim: "));
  EXPECT_THAT(fault_with([](auto& o) { o.refresh_min = 1ms; }), StartsWith("refresh_min: "));
  EXPECT_THAT(fault_with([](auto& o) { o.refresh_max = 1s; }), StartsWith("refresh_max: "));
  EXPECT_THAT(fault_with([](auto& o) { o.jwks_url = "http://issuer.example/"; }),
              StartsWith("jwks_url: expected an address"));
}

// Public keys and a secret in one scheme are how the one comes to be taken for the other.
TEST(SchemeOptionsTest, SecretGoesWithHs256Alone) {
  EXPECT_THAT(fault_with([](auto& o) { o.algorithms = {"HS256"}; }), StartsWith("algorithms: "));
  EXPECT_THAT(fault_with([](auto& o) {
                o.algorithms = {"RS256", "HS256"};
              }),
              StartsWith("algorithms: "));
  EXPECT_THAT(fault_with([](auto& o) {
                o.jwks_url = "";
                o.hmac_secret_file = "secret";
              }),
              StartsWith("algorithms: expected HS256 alone"));
}

TEST(SchemeOptionsTest, KeysComeFromOnePlace) {
  EXPECT_THAT(fault_with([](auto& o) { o.jwks_url = ""; }),
              StartsWith("jwks_url: expected exactly"));
  EXPECT_THAT(fault_with([](auto& o) { o.jwks_file = "keys.json"; }),
              StartsWith("jwks_url: expected exactly"));
  EXPECT_THAT(fault_with([](auto& o) {
                o.jwks_url = "";
                o.jwks_file = "keys.json";
                o.jwks_ca_file = "ca.pem";
              }),
              StartsWith("jwks_ca_file: "));
}

TEST(SchemeOptionsTest, HeaderIsAFieldOfItsOwn) {
  for (const char* header : {"", "X Key", "X-Key:", "Authorization", "authorization", "X\r\nY",
                             "Content-Type", "traceparent", "TraceState"}) {
    ApiKeysOptions options = good_keys();
    options.header = header;
    EXPECT_THAT(fault_of(options), StartsWith("header: ")) << header;
  }
  EXPECT_THAT(fault_of(ApiKeysOptions{}), StartsWith("file: "));
}

TEST(SchemeOptionsTest, ProofIsInAField) {
  ApiKeysOptions keys = good_keys();
  keys.header = "X-Partner-Key";

  EXPECT_EQ(proof_field({"keys", keys}), "x-partner-key");
  EXPECT_EQ(proof_field({"login", good_jwt()}), "authorization");
}

TEST(SchemeOptionsTest, SchemesDifferByNameAndIssuer) {
  JwtOptions bad = good_jwt();
  bad.audiences = {};
  EXPECT_THAT(fault_of(std::vector<SchemeOptions>{{"a", bad}}),
              StartsWith("scheme a: audiences: "));
  EXPECT_THAT(fault_of(std::vector<SchemeOptions>{{"", good_jwt()}}), StartsWith("a scheme: "));
  EXPECT_THAT(fault_of(std::vector<SchemeOptions>{{"a", good_jwt()}, {"a", good_keys()}}),
              StartsWith("scheme a: the name of an earlier scheme"));
  EXPECT_THAT(fault_of(std::vector<SchemeOptions>{{"a", good_jwt()}, {"b", good_jwt()}}),
              StartsWith("scheme b: issuer: that of an earlier scheme"));
}

}  // namespace
}  // namespace boomerang::auth
