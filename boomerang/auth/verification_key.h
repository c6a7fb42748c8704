#pragma once

// A key that signatures are checked with. Each serves one algorithm only, so that no token can
// have it used for another. Source: RFC 8725, sections 2.1 and 3.1; RFC 7518, section 3.

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "boomerang/base/result.h"

struct evp_pkey_st;  // OpenSSL's.

namespace boomerang::auth {

enum class Algorithm { hs256, rs256, es256, eddsa };

// "HS256", "RS256", "ES256", "EdDSA".
const char* name_of(Algorithm algorithm);

// By its name in a token. EdDSA means Ed25519 here, which RFC 9864 names by itself: "Ed25519" is
// the same. Nothing for any other, such as "none": letter by letter.
std::optional<Algorithm> parse_algorithm(std::string_view name);

// Threads: any, once made.
class VerificationKey {
 public:
  // All take the key's bytes as they are.
  // Fails: invalid  `what` says what is wrong with the key, and shows nothing of it

  // At least 32 bytes, as RFC 7518, section 3.2 demands.
  static Result<VerificationKey> hmac(std::string secret);
  // A modulus of 2048 to 8192 bits, and an odd exponent of 3 to 2^32, big-endian.
  static Result<VerificationKey> rsa(std::string_view modulus, std::string_view exponent);
  // A point of P-256, 32 bytes each.
  static Result<VerificationKey> p256(std::string_view x, std::string_view y);
  // 32 bytes. That they are a point is not looked at: no signature fits one that is none.
  static Result<VerificationKey> ed25519(std::string_view x);

  Algorithm algorithm() const { return algorithm_; }

  // Whether `signature` is this key's under `text`: for ES256 the 64 bytes of RFC 7518, section
  // 3.4, never DER. Costs some microseconds (HS256) to some hundreds (EdDSA).
  bool verifies(std::string_view text, std::string_view signature) const;

 private:
  VerificationKey(Algorithm algorithm, std::shared_ptr<evp_pkey_st> key, std::string secret)
      : algorithm_(algorithm), key_(std::move(key)), secret_(std::move(secret)) {}

  Algorithm algorithm_;
  std::shared_ptr<evp_pkey_st> key_;  // Null for hs256.
  std::string secret_;                // Empty for others.
};

}  // namespace boomerang::auth
