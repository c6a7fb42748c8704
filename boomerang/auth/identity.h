#pragma once

// Who calls, and what they may do.

#include <string>
#include <string_view>
#include <vector>

#include "boomerang/base/clock.h"

namespace boomerang::auth {

// All empty: nobody in particular, on a route that asks nobody who they are.
struct Caller {
  std::string scheme;  // As the configuration names it.
  std::string name;    // Of the API key, or what the token's claim says. UTF-8, no controls.

  // Tells every caller from every other, and stays the same when keys and tokens are renewed and
  // the program is started again: what idempotency keys and tickets are scoped by.
  // "apikey:NAME" or "jwt:ISSUER|NAME".
  std::string id;

  bool operator==(const Caller&) const = default;
};

// A caller with the span of time in which what they showed is good, leeway included.
struct Identity {
  Caller caller;
  std::vector<std::string> scopes;
  WallTime valid_from = WallTime::min();
  WallTime valid_until = WallTime::max();  // From then on, no more.

  bool has_scopes(const std::vector<std::string>& wanted) const;
};

// Whether `text` can be a name: 1 to 256 bytes of UTF-8 without control characters.
bool is_name(std::string_view text);

// Whether `text` is one scope. Source: RFC 6749, section 3.3.
bool is_scope(std::string_view text);

}  // namespace boomerang::auth
