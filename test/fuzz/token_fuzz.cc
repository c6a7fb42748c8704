// The input is a token, and also a set of keys, and also a token's claims under a good signature.
//
// What must hold: there is one text for each token that is read; no token is good unless a key of
// the set has signed it, and the one secret here signs nothing that the fuzzer finds; what a signed
// token says comes out as a name and scopes within their limits, or not at all; a set of keys holds
// no key that another algorithm could use.

#include "boomerang/auth/token.h"

#include <cstdint>
#include <string>
#include <string_view>

#include "boomerang/auth/hand_made_token.h"
#include "boomerang/auth/jwt_verifier.h"
#include "boomerang/auth/sample_tokens.h"
#include "boomerang/base/base64url.h"
#include "boomerang/base/check.h"

namespace {

using namespace boomerang::auth;
using boomerang::check;

JwtOptions options_for(const std::string& algorithm) {
  JwtOptions options;
  options.issuer = "i";
  options.audiences = {"a"};
  options.algorithms = {algorithm};
  return options;
}

JwtVerifier secret_verifier() {
  return {"s", options_for("HS256"),
          std::make_shared<FixedKeys>(KeySet(*VerificationKey::hmac(std::string(test_secret))))};
}

JwtVerifier public_verifier() {
  auto options = options_for("RS256");
  options.algorithms = {"RS256", "ES256", "EdDSA"};
  return {"p", options, std::make_shared<FixedKeys>(*KeySet::parse(sample::key_set))};
}

const JwtVerifier::Verified* good(const OrReason<JwtVerifier::Verified>& verified) {
  return std::get_if<JwtVerifier::Verified>(&verified);
}

void check_token(std::string_view input, const JwtVerifier& secret, const JwtVerifier& keys) {
  const auto parsed = parse_token(input);
  const auto* token = std::get_if<Token>(&parsed);
  if (token == nullptr) return;
  check(input.size() <= Token::bytes_max, "a token over the limit");
  check(std::string(token->signed_part) + "." + boomerang::encode_base64url(token->signature) ==
            input,
        "two texts for one signature");
  check(good(keys.verify(*token)) == nullptr, "a token that nobody has signed");
  check(good(secret.verify(*token)) == nullptr, "a token that nobody has signed");
}

void check_claims(std::string_view input, const JwtVerifier& secret) {
  const std::string text = hand_made_token(R"({"alg":"HS256"})", input);
  const auto parsed = parse_token(text);
  const auto* token = std::get_if<Token>(&parsed);
  if (token == nullptr) return;
  const auto verified = secret.verify(*token);
  if (good(verified) == nullptr) return;
  const Identity& identity = good(verified)->identity;
  check(is_name(identity.caller.name), "a caller without a name");
  check(identity.caller.id == "jwt:i|" + identity.caller.name, "an id of somebody else");
  for (const auto& scope : identity.scopes) {
    check(!scope.empty() && scope.find(' ') == scope.npos, "a scope that is no word");
  }
}

void check_key_set(std::string_view input) {
  const auto set = KeySet::parse(input);
  if (!set) return;
  check(set->size() > 0 && set->size() + set->left_out().size() <= 64, "keys out of nothing");
  for (const auto algorithm :
       {Algorithm::hs256, Algorithm::rs256, Algorithm::es256, Algorithm::eddsa}) {
    const auto* key = set->find(algorithm, std::nullopt);
    if (key == nullptr) continue;
    check(algorithm != Algorithm::hs256 && key->algorithm() == algorithm, "a key for another");
    check(!key->verifies("text", "signature"), "a signature of nobody");
    check(!key->verifies("text", std::string(64, '\0')), "a signature of zeros");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const JwtVerifier secret = secret_verifier();
  static const JwtVerifier keys = public_verifier();
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  check_token(input, secret, keys);
  check_claims(input, secret);
  check_key_set(input);
  return 0;
}
