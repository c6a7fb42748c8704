#include "boomerang/base/sha256.h"

#include <openssl/evp.h>

#include "boomerang/base/check.h"

namespace boomerang {
namespace {

// One context a thread: making one costs more than hashing a small body.
struct Context {
  EVP_MD_CTX* handle = EVP_MD_CTX_new();
  ~Context() { EVP_MD_CTX_free(handle); }
};

}  // namespace

Digest sha256(std::initializer_list<std::string_view> parts) {
  thread_local Context context;
  bool good = EVP_DigestInit_ex(context.handle, EVP_sha256(), nullptr) == 1;
  for (const auto part : parts) {
    const std::uint64_t size = part.size();
    unsigned char prefix[8];
    for (unsigned i = 0; i < 8; ++i) prefix[i] = static_cast<unsigned char>(size >> (56 - 8 * i));
    good = good && EVP_DigestUpdate(context.handle, prefix, sizeof prefix) == 1;
    good = good && EVP_DigestUpdate(context.handle, part.data(), part.size()) == 1;
  }
  Digest digest;
  good = good && EVP_DigestFinal_ex(context.handle, digest.data(), nullptr) == 1;
  check(good, "libcrypto could not compute SHA-256");
  return digest;
}

Digest plain_sha256(std::string_view bytes) {
  Digest digest;
  const bool good =
      EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_sha256(), nullptr) == 1;
  check(good, "libcrypto could not compute SHA-256");
  return digest;
}

std::string to_hex(const Digest& digest) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string text;
  text.reserve(digest.size() * 2);
  for (const auto byte : digest) {
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

}  // namespace boomerang
