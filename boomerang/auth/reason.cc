#include "boomerang/auth/reason.h"

namespace boomerang::auth {

const char* name_of(Reason reason) {
  switch (reason) {
    case Reason::no_credential:
      return "no_credential";
    case Reason::several_credentials:
      return "several_credentials";
    case Reason::malformed_credential:
      return "malformed_credential";
    case Reason::unknown_api_key:
      return "unknown_api_key";
    case Reason::expired_api_key:
      return "expired_api_key";
    case Reason::token_too_large:
      return "token_too_large";
    case Reason::not_a_token:
      return "not_a_token";
    case Reason::algorithm_not_allowed:
      return "algorithm_not_allowed";
    case Reason::critical_header:
      return "critical_header";
    case Reason::wrong_type:
      return "wrong_type";
    case Reason::unknown_key:
      return "unknown_key";
    case Reason::wrong_signature:
      return "wrong_signature";
    case Reason::no_keys_yet:
      return "no_keys_yet";
    case Reason::wrong_issuer:
      return "wrong_issuer";
    case Reason::wrong_audience:
      return "wrong_audience";
    case Reason::wrong_claims:
      return "wrong_claims";
    case Reason::expired:
      return "expired";
    case Reason::not_yet_valid:
      return "not_yet_valid";
    case Reason::missing_scope:
      return "missing_scope";
  }
  return "unknown";
}

}  // namespace boomerang::auth
