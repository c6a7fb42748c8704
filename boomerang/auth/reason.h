#pragma once

// Why a caller is not let in: for the log and the metrics, never for the caller, who would learn
// from it what to try next.

#include <variant>

namespace boomerang::auth {

enum class Reason {
  no_credential,
  several_credentials,
  malformed_credential,
  unknown_api_key,
  expired_api_key,
  token_too_large,
  not_a_token,            // Not three parts of base64url, of which two are JSON objects.
  algorithm_not_allowed,  // Also: "none".
  critical_header,
  wrong_type,
  unknown_key,
  wrong_signature,
  no_keys_yet,  // The address of the keys has not answered since the start.
  wrong_issuer,
  wrong_audience,
  wrong_claims,  // One that must be there is missing, or has not the form that it must have.
  expired,
  not_yet_valid,  // By nbf or by iat.
  missing_scope,
};

// "no_credential", "expired", ...
const char* name_of(Reason reason);

template <typename T>
using OrReason = std::variant<T, Reason>;

}  // namespace boomerang::auth
