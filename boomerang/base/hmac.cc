#include "boomerang/base/hmac.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "boomerang/base/check.h"

namespace boomerang {

Digest hmac_sha256(std::string_view secret, std::string_view bytes) {
  Digest code;
  unsigned size = 0;
  const auto* made =
      HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
           reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), code.data(), &size);
  check(made != nullptr && size == code.size(), "libcrypto could not compute HMAC-SHA256");
  return code;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace boomerang
