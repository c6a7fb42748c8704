// What it costs to know who has a token: one that is new to an event loop, by its algorithm, and
// one that it has seen before.
//
//   token_check [SECONDS]

#include <cstdio>
#include <cstdlib>
#include <string>

#include "boomerang/auth/hand_made_token.h"
#include "boomerang/auth/jwt_verifier.h"
#include "boomerang/auth/sample_tokens.h"
#include "boomerang/auth/token_cache.h"
#include "boomerang/base/check.h"
#include "boomerang/base/system_clock.h"

namespace {

using namespace boomerang;
using namespace boomerang::auth;

template <typename Once>
void measure(const char* name, std::chrono::seconds time, Once once) {
  const SystemClock clock;
  const Instant begin = clock.now();
  long count = 0;
  while (clock.now() - begin < time) {
    for (int i = 0; i < 64; ++i) once();
    count += 64;
  }
  const std::chrono::duration<double, std::micro> passed = clock.now() - begin;
  std::printf("%-12s %8.1f us\n", name, passed.count() / static_cast<double>(count));
}

JwtVerifier verifier_of(const std::string& issuer, const char* algorithm, KeySet keys) {
  JwtOptions options;
  options.issuer = issuer;
  options.audiences = {"boomerang"};
  options.algorithms = {algorithm};
  return {"bench", options, std::make_shared<FixedKeys>(std::move(keys))};
}

TokenCache::Entry verify(const JwtVerifier& verifier, const std::string& text) {
  const auto token = parse_token(text);
  check(std::holds_alternative<Token>(token), "no token");
  auto verified = verifier.verify(std::get<Token>(token));
  auto* good = std::get_if<JwtVerifier::Verified>(&verified);
  check(good != nullptr, "a token that is not good");
  return {plain_sha256(text), verifier.id(), good->keys_id, std::move(good->identity)};
}

}  // namespace

int main(int count, char** arguments) {
  const std::chrono::seconds time(count > 1 ? std::atoi(arguments[1]) : 2);
  const std::string issuer = "https://issuer.example";
  const std::string hs256_token =
      hand_made_token(R"({"alg":"HS256","typ":"JWT"})",
                      R"({"iss":"https://issuer.example","aud":"boomerang","sub":"alice",)"
                      R"("iat":1767225600,"exp":1767225900,"scope":"users:write users:read"})");
  const auto secret =
      verifier_of(issuer, "HS256", KeySet(*VerificationKey::hmac(std::string(test_secret))));
  measure("HS256", time, [&] { verify(secret, hs256_token); });

  const std::pair<const char*, std::string> samples[] = {{"RS256", sample::rs256_token},
                                                         {"ES256", sample::es256_token},
                                                         {"EdDSA", sample::eddsa_token}};
  TokenCache cache;
  for (const auto& [algorithm, text] : samples) {
    const auto keys = verifier_of(issuer, algorithm, *KeySet::parse(sample::key_set));
    measure(algorithm, time, [&, &token = text] { verify(keys, token); });
    cache.put(verify(keys, text));
  }
  measure("seen before", time, [&] {
    const auto* entry = cache.find(plain_sha256(samples[0].second));
    check(entry != nullptr, "a token that was put");
    const Identity identity = entry->identity;
    check(!identity.caller.name.empty(), "a caller without a name");
  });
  return 0;
}
