#pragma once

#include <string>
#include <variant>

#include "boomerang/auth/jwt_verifier.h"
#include "boomerang/auth/key_ring.h"

namespace boomerang::auth {

struct ApiKeys {
  std::string header;  // As the configuration has it.
  std::string field;   // In lower case.
  KeyRing ring;
};

// One way in which callers are known.
struct Scheme {
  std::string name;
  std::variant<ApiKeys, JwtVerifier> way;

  const ApiKeys* api_keys() const { return std::get_if<ApiKeys>(&way); }
  const JwtVerifier* verifier() const { return std::get_if<JwtVerifier>(&way); }
};

}  // namespace boomerang::auth
