#pragma once

// What a request shows to say who it is from. Source: RFC 9110, section 11.6.2; RFC 6750,
// section 2.1.

#include <string>
#include <string_view>
#include <vector>

#include "boomerang/auth/reason.h"
#include "boomerang/base/headers.h"

namespace boomerang::auth {

struct Credential {
  enum class Kind { api_key, token };

  Kind kind = Kind::api_key;
  std::string_view field;  // Where it was: "authorization", or the field for API keys.
  std::string_view value;  // In the headers, which must outlive it.
};

// What a route looks for.
struct Wanted {
  bool tokens = false;
  bool api_keys = false;                 // In `Authorization: ApiKey`.
  std::vector<std::string> fields = {};  // And in these, in lower case.
};

// The one credential of a kind that is wanted. Others are not looked at: they may be for what is
// behind us.
//
// Fails: no_credential
//        several_credentials   more than one, also the same twice; a second Authorization at all
//        malformed_credential  not one run of visible characters
OrReason<Credential> find_credential(const Headers& fields, const Wanted& wanted);

}  // namespace boomerang::auth
