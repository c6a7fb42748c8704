#pragma once

// Every setting that an [[authentication]] table of a file can have: the one list that reading,
// suggestions and the documentation (docs/authentication.md) follow.

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "boomerang/auth/scheme_options.h"
#include "boomerang/routing/table_key.h"

namespace boomerang::routing {

inline constexpr auto api_keys_kind = "api-keys";
inline constexpr auto jwt_kind = "jwt";

// A way to authenticate that is being read.
struct AuthenticationDraft {
  std::string name = {};
  std::string kind = {};  // Empty: not known.
  auth::ApiKeysOptions api_keys = {};
  auth::JwtOptions jwt = {};
  std::filesystem::path folder = {};  // What its files are relative to.

  auth::SchemeOptions scheme() const;
};

using AuthenticationKey = TableKey<AuthenticationDraft>;

std::span<const AuthenticationKey> authentication_keys();

}  // namespace boomerang::routing
