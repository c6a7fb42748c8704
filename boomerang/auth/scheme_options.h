#pragma once

// How callers are known, as a configuration says it.

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "boomerang/base/clock.h"
#include "boomerang/base/result.h"

namespace boomerang::auth {

// Callers known by keys that were given to them. They are sent in the field `header`, or as
// `Authorization: ApiKey KEY`; never in the URL, which is logged everywhere.
struct ApiKeysOptions {
  std::filesystem::path file = {};  // As key_ring.h says.
  std::string header = "X-API-Key";
};

// Callers known by tokens that somebody else has signed, sent as `Authorization: Bearer TOKEN`.
struct JwtOptions {
  std::string issuer = {};                   // What "iss" must be, letter by letter.
  std::vector<std::string> audiences = {};   // Of which "aud" must name one.
  std::vector<std::string> algorithms = {};  // Of HS256, RS256, ES256, EdDSA; no other is taken.

  // Where the keys come from: exactly one.
  std::filesystem::path jwks_file = {};
  std::string jwks_url = {};                    // https, or http on this machine.
  std::filesystem::path hmac_secret_file = {};  // For HS256, and for that alone.

  std::filesystem::path jwks_ca_file = {};          // Trusted for the URL instead of the system's.
  Duration refresh_min = std::chrono::seconds(30);  // Between two fetches of the URL.
  Duration refresh_max = std::chrono::minutes(15);

  Duration leeway = std::chrono::seconds(30);  // By which clocks may differ.
  std::string caller_claim = "sub";
  std::string scope_claim = "scope";  // "a b c", or a list of texts.
  std::string type = {};              // What "typ" must be: "at+jwt". Empty: that, "JWT", or none.
};

struct SchemeOptions {
  std::string name = {};  // What routes call it.
  std::variant<ApiKeysOptions, JwtOptions> options = {};
};

// The field in which callers send what proves who they are, in lower case: it stays at the gateway.
std::string proof_field(const SchemeOptions& scheme);

// Reads no file.
// Fails: invalid  `what` begins with the name of the option and says what to change:
//                 "audiences: expected one text at least"
Result<void> check_options(const ApiKeysOptions& options);
Result<void> check_options(const JwtOptions& options);

// Also of the names, and that no two schemes have one issuer.
// Fails: invalid  `what` begins with the scheme: "scheme partners: audiences: ..."
Result<void> check_options(const std::vector<SchemeOptions>& schemes);

}  // namespace boomerang::auth
