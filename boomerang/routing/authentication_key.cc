#include "boomerang/routing/authentication_key.h"

#include <chrono>
#include <string_view>

#include "boomerang/auth/https_get.h"
#include "boomerang/auth/identity.h"
#include "boomerang/auth/verification_key.h"
#include "boomerang/config/value.h"
#include "boomerang/routing/route_value.h"

namespace boomerang::routing {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using Draft = AuthenticationDraft;
using Key = AuthenticationKey;
using Need = Key::Need;

Fault expected(const std::string& what) { return {FaultKind::invalid, "expected " + what}; }

Result<void> set_name(Draft& draft, const std::string& value) {
  auto name = authentication(value);
  if (!name) return name.fault();
  draft.name = *std::move(name);
  return {};
}

Result<void> set_kind(Draft& draft, const std::string& value) {
  if (value != api_keys_kind && value != jwt_kind) {
    return config::no_such_choice({api_keys_kind, jwt_kind});
  }
  draft.kind = value;
  return {};
}

Result<void> set_file(std::filesystem::path& variable, const Draft& draft,
                      const std::string& value) {
  if (value.empty()) return expected("the name of a file");
  variable = draft.folder / value;
  return {};
}

// What check_options() says of the field alone.
Result<void> set_header(Draft& draft, const std::string& value) {
  auth::ApiKeysOptions probe;
  probe.file = "any";
  probe.header = value;
  if (auto good = auth::check_options(probe); !good) {
    const auto& what = good.fault().what;
    return Fault{FaultKind::invalid, what.substr(what.find(": ") + 2)};
  }
  draft.api_keys.header = value;
  return {};
}

Result<void> set_issuer(Draft& draft, const std::string& value) {
  if (!auth::is_name(value) || value.find('|') != std::string::npos) {
    return expected("what the tokens' iss is, at most 256 bytes, without |");
  }
  draft.jwt.issuer = value;
  return {};
}

Result<std::string> audience(std::string_view value) {
  if (!auth::is_name(value)) return expected("a text of 1 to 256 bytes");
  return std::string(value);
}

Result<std::string> algorithm(std::string_view value) {
  if (!auth::parse_algorithm(value))
    return config::no_such_choice({"HS256", "RS256", "ES256", "EdDSA"});
  return std::string(value);
}

Result<void> set_url(Draft& draft, const std::string& value) {
  if (auto good = auth::check_keys_url(value); !good) return good;
  draft.jwt.jwks_url = value;
  return {};
}

Result<void> set_claim(std::string& variable, const std::string& value) {
  if (!auth::is_name(value)) return expected("a name of 1 to 256 bytes");
  variable = value;
  return {};
}

// In the order of the documentation.
const Key keys[] = {
    {.name = "name", .need = Need::required, .set = set_name},
    {.name = "kind", .need = Need::required, .set = set_kind},
    {.name = "file",
     .need = Need::required,
     .only_for = api_keys_kind,
     .set = [](Draft& draft,
               const std::string& value) { return set_file(draft.api_keys.file, draft, value); }},
    {.name = "header", .only_for = api_keys_kind, .set = set_header},
    {.name = "issuer", .need = Need::required, .only_for = jwt_kind, .set = set_issuer},
    {.name = "audiences",
     .need = Need::required,
     .only_for = jwt_kind,
     .list = [](Draft& draft) -> Key::List& { return draft.jwt.audiences; },
     .item = audience},
    {.name = "algorithms",
     .need = Need::required,
     .only_for = jwt_kind,
     .list = [](Draft& draft) -> Key::List& { return draft.jwt.algorithms; },
     .item = algorithm},
    {.name = "jwks_url", .only_for = jwt_kind, .set = set_url},
    {.name = "jwks_file",
     .only_for = jwt_kind,
     .set = [](Draft& draft,
               const std::string& value) { return set_file(draft.jwt.jwks_file, draft, value); }},
    {.name = "hmac_secret_file",
     .only_for = jwt_kind,
     .set =
         [](Draft& draft, const std::string& value) {
           return set_file(draft.jwt.hmac_secret_file, draft, value);
         }},
    {.name = "jwks_ca_file",
     .only_for = jwt_kind,
     .set =
         [](Draft& draft, const std::string& value) {
           return set_file(draft.jwt.jwks_ca_file, draft, value);
         }},
    {.name = "refresh_min",
     .such_as = "30s",
     .only_for = jwt_kind,
     .set =
         [](Draft& draft, const std::string& value) {
           return config::duration(draft.jwt.refresh_min, seconds(1), hours(1)).set(value);
         }},
    {.name = "refresh_max",
     .such_as = "10m",
     .only_for = jwt_kind,
     .set =
         [](Draft& draft, const std::string& value) {
           return config::duration(draft.jwt.refresh_max, seconds(1), hours(24)).set(value);
         }},
    {.name = "leeway",
     .such_as = "30s",
     .only_for = jwt_kind,
     .set =
         [](Draft& draft, const std::string& value) {
           return config::duration(draft.jwt.leeway, seconds(0), minutes(5)).set(value);
         }},
    {.name = "caller_claim",
     .only_for = jwt_kind,
     .set = [](Draft& draft,
               const std::string& value) { return set_claim(draft.jwt.caller_claim, value); }},
    {.name = "scope_claim",
     .only_for = jwt_kind,
     .set = [](Draft& draft,
               const std::string& value) { return set_claim(draft.jwt.scope_claim, value); }},
    {.name = "type",
     .only_for = jwt_kind,
     .set = [](Draft& draft,
               const std::string& value) { return set_claim(draft.jwt.type, value); }},
};

}  // namespace

auth::SchemeOptions AuthenticationDraft::scheme() const {
  if (kind == api_keys_kind) return {name, api_keys};
  return {name, jwt};
}

std::span<const AuthenticationKey> authentication_keys() { return keys; }

}  // namespace boomerang::routing
