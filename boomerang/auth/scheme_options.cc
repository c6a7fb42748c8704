#include "boomerang/auth/scheme_options.h"

#include <algorithm>
#include <array>
#include <set>

#include "boomerang/auth/https_get.h"
#include "boomerang/auth/identity.h"
#include "boomerang/auth/verification_key.h"
#include "boomerang/base/http_grammar.h"

namespace boomerang::auth {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

Fault invalid(std::string what) { return {FaultKind::invalid, std::move(what)}; }

constexpr std::string_view authorization = "authorization";

// What an event says in any case: docs/contract.md.
constexpr std::array<std::string_view, 3> in_every_event = {"content-type", "traceparent",
                                                            "tracestate"};

Result<void> check_algorithms(const JwtOptions& options) {
  const bool secret = !options.hmac_secret_file.empty();
  if (options.algorithms.empty()) {
    return invalid("algorithms: expected one at least of HS256, RS256, ES256, EdDSA");
  }
  for (const auto& name : options.algorithms) {
    const auto algorithm = parse_algorithm(name);
    if (!algorithm) {
      return invalid("algorithms: \"" + name + "\" is none of HS256, RS256, ES256, EdDSA");
    }
    if (secret != (*algorithm == Algorithm::hs256)) {
      return invalid(secret ? "algorithms: expected HS256 alone, as hmac_secret_file is set"
                            : "algorithms: HS256 needs hmac_secret_file; keys that are public "
                              "are for RS256, ES256, EdDSA");
    }
  }
  return {};
}

Result<void> check_source(const JwtOptions& options) {
  const int sources =
      !options.jwks_file.empty() + !options.jwks_url.empty() + !options.hmac_secret_file.empty();
  if (sources != 1) {
    return invalid("jwks_url: expected exactly one of jwks_url, jwks_file, hmac_secret_file");
  }
  if (options.jwks_url.empty()) {
    if (options.jwks_ca_file.empty()) return {};
    return invalid("jwks_ca_file: only for jwks_url");
  }
  if (const auto good = check_keys_url(options.jwks_url); !good) {
    return invalid("jwks_url: " + good.fault().what);
  }
  if (options.refresh_min < seconds(1) || options.refresh_min > minutes(60)) {
    return invalid("refresh_min: expected a duration from 1s to 1h");
  }
  if (options.refresh_max < options.refresh_min || options.refresh_max > minutes(60 * 24)) {
    return invalid("refresh_max: expected a duration from refresh_min to 1d");
  }
  return {};
}

}  // namespace

std::string proof_field(const SchemeOptions& scheme) {
  const auto* keys = std::get_if<ApiKeysOptions>(&scheme.options);
  return keys == nullptr ? std::string(authorization) : lower(keys->header);
}

Result<void> check_options(const ApiKeysOptions& options) {
  if (options.file.empty()) return invalid("file: expected the path of a file of keys");
  if (!is_token(options.header)) {
    return invalid("header: expected the name of a header field, such as X-API-Key");
  }
  const auto field = lower(options.header);
  if (field == authorization) {
    return invalid("header: Authorization: ApiKey KEY is taken as it is; name another field");
  }
  if (std::find(in_every_event.begin(), in_every_event.end(), field) != in_every_event.end()) {
    return invalid("header: it is in every event, where a key would lie open; name another field");
  }
  return {};
}

Result<void> check_options(const JwtOptions& options) {
  // '|' parts the issuer from the name in a caller's id.
  if (!is_name(options.issuer) || options.issuer.find('|') != std::string::npos) {
    return invalid("issuer: expected what the tokens' iss is, at most 256 bytes, without |");
  }
  if (options.audiences.empty()) return invalid("audiences: expected one text at least");
  for (const auto& audience : options.audiences) {
    if (!is_name(audience)) return invalid("audiences: expected texts of 1 to 256 bytes");
  }
  if (const auto good = check_algorithms(options); !good) return good;
  if (const auto good = check_source(options); !good) return good;
  if (options.leeway < seconds(0) || options.leeway > minutes(5)) {
    return invalid("leeway: expected a duration from 0s to 5m");
  }
  if (options.caller_claim.empty()) return invalid("caller_claim: expected a name, such as sub");
  if (options.scope_claim.empty()) return invalid("scope_claim: expected a name, such as scope");
  return {};
}

Result<void> check_options(const std::vector<SchemeOptions>& schemes) {
  std::set<std::string_view> names;
  std::set<std::string_view> issuers;
  for (const auto& [name, options] : schemes) {
    const auto fail = [&name = name](const std::string& why) {
      return invalid("scheme " + name + ": " + why);
    };
    if (!is_name(name)) return invalid("a scheme: expected a name of 1 to 256 bytes");
    if (!names.insert(name).second) return fail("the name of an earlier scheme");
    const auto good = std::visit([](const auto& one) { return check_options(one); }, options);
    if (!good) return fail(good.fault().what);
    const auto* jwt = std::get_if<JwtOptions>(&options);
    if (jwt != nullptr && !issuers.insert(jwt->issuer).second) {
      return fail("issuer: that of an earlier scheme; name all its audiences in one scheme");
    }
  }
  return {};
}

}  // namespace boomerang::auth
