#pragma once

// A signed token, taken apart. Nothing of it is believed yet.
//
// Only the compact form with one signature. What the header says of keys (jku, jwk, x5u, x5c) is
// not looked at: a key comes from the configuration. Source: RFC 7515, section 7.1; RFC 7519.

#include <boost/json/object.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "boomerang/auth/reason.h"
#include "boomerang/auth/verification_key.h"

namespace boomerang::auth {

struct Token {
  static constexpr std::size_t bytes_max = 8 * 1024;

  Algorithm algorithm = Algorithm::hs256;
  std::optional<std::string> key_id;  // "kid"
  std::string type;                   // "typ" in lower case, without "application/".
  boost::json::object claims;
  std::string_view signed_part;  // Of the text, which must outlive this.
  std::string signature;
};

// Fails: token_too_large        over `bytes_max`
//        not_a_token            not of that form; a member that comes twice, at any depth
//        algorithm_not_allowed  not one of ours
//        critical_header        "crit": we understand no extension, so each must be refused
OrReason<Token> parse_token(std::string_view text);

}  // namespace boomerang::auth
