#pragma once

// Tokens for HS256 with any header and any claims, for tests. Made with libcrypto alone.

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <string>
#include <string_view>

#include "boomerang/base/base64url.h"

namespace boomerang::auth {

inline constexpr std::string_view test_secret = "thirty-two random bytes, or more";

inline std::string hand_made_token(std::string_view header, std::string_view claims,
                                   std::string_view secret = test_secret) {
  const std::string text = encode_base64url(header) + "." + encode_base64url(claims);
  unsigned char code[32];
  unsigned size = 0;
  HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(), code, &size);
  return text + "." + encode_base64url({reinterpret_cast<const char*>(code), size});
}

}  // namespace boomerang::auth
