#include "boomerang/auth/credential.h"

#include <algorithm>
#include <optional>

namespace boomerang::auth {
namespace {

constexpr std::string_view authorization = "authorization";

bool is_scheme(std::string_view given, std::string_view lower_case) {
  return std::equal(given.begin(), given.end(), lower_case.begin(), lower_case.end(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
}

// The credential in an Authorization field; nothing if it is of a kind that is not wanted.
std::optional<Credential> in_authorization(std::string_view value, const Wanted& wanted) {
  const std::string_view scheme = value.substr(0, value.find(' '));
  std::string_view rest = value.substr(scheme.size());
  rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
  if (wanted.tokens && is_scheme(scheme, "bearer")) {
    return Credential{Credential::Kind::token, authorization, rest};
  }
  if (wanted.api_keys && is_scheme(scheme, "apikey")) {
    return Credential{Credential::Kind::api_key, authorization, rest};
  }
  return std::nullopt;
}

bool is_well_formed(std::string_view value) {
  return !value.empty() &&
         std::all_of(value.begin(), value.end(), [](char c) { return c > ' ' && c <= '~'; });
}

}  // namespace

OrReason<Credential> find_credential(const Headers& fields, const Wanted& wanted) {
  std::optional<Credential> found;
  bool authorized = false;
  for (const auto [name, value] : fields) {
    std::optional<Credential> here;
    if (name == authorization) {
      if (authorized) return Reason::several_credentials;
      authorized = true;
      here = in_authorization(value, wanted);
    } else if (std::find(wanted.fields.begin(), wanted.fields.end(), name) != wanted.fields.end()) {
      here = Credential{Credential::Kind::api_key, name, value};
    }
    if (here && found) return Reason::several_credentials;
    if (here) found = here;
  }
  if (!found) return Reason::no_credential;
  if (!is_well_formed(found->value)) return Reason::malformed_credential;
  return *found;
}

}  // namespace boomerang::auth
