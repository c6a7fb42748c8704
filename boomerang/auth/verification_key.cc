#include "boomerang/auth/verification_key.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/param_build.h>

#include <array>
#include <utility>

namespace boomerang::auth {
namespace {

constexpr std::pair<std::string_view, Algorithm> algorithms[] = {{"HS256", Algorithm::hs256},
                                                                 {"RS256", Algorithm::rs256},
                                                                 {"ES256", Algorithm::es256},
                                                                 {"EdDSA", Algorithm::eddsa},
                                                                 {"Ed25519", Algorithm::eddsa}};

template <auto free>
struct Freed {
  template <typename T>
  void operator()(T* thing) const {
    free(thing);
  }
};

using Number = std::unique_ptr<BIGNUM, Freed<BN_free>>;
using Key = std::shared_ptr<EVP_PKEY>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;
using ParamBuilder = std::unique_ptr<OSSL_PARAM_BLD, Freed<OSSL_PARAM_BLD_free>>;
using Params = std::unique_ptr<OSSL_PARAM, Freed<OSSL_PARAM_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using Signature = std::unique_ptr<ECDSA_SIG, Freed<ECDSA_SIG_free>>;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

Number number_of(std::string_view bytes) {
  return Number(BN_bin2bn(bytes_of(bytes), static_cast<int>(bytes.size()), nullptr));
}

Fault unfit(const char* why) {
  ERR_clear_error();
  return {FaultKind::invalid, why};
}

// Null if the parameters are no key of this type.
Key key_of(const char* type, const ParamBuilder& builder) {
  const Params params(OSSL_PARAM_BLD_to_param(builder.get()));
  const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  EVP_PKEY* made = nullptr;
  if (!params || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_PUBLIC_KEY, params.get()) != 1) {
    return nullptr;
  }
  Key key(made, EVP_PKEY_free);
  const KeyContext checking(EVP_PKEY_CTX_new_from_pkey(nullptr, made, nullptr));
  return checking && EVP_PKEY_public_check(checking.get()) == 1 ? key : nullptr;
}

bool verifies_hmac(std::string_view secret, std::string_view text, std::string_view signature) {
  std::array<unsigned char, 32> code;
  unsigned size = 0;
  const auto* made = HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
                          bytes_of(text), text.size(), code.data(), &size);
  return made != nullptr && size == code.size() && signature.size() == code.size() &&
         CRYPTO_memcmp(code.data(), signature.data(), code.size()) == 0;
}

// What OpenSSL takes for r and s in 32 bytes each; empty if they are not that.
std::string der_of(std::string_view signature) {
  if (signature.size() != 64) return {};
  Number r = number_of(signature.substr(0, 32));
  Number s = number_of(signature.substr(32));
  const Signature both(ECDSA_SIG_new());
  if (!r || !s || !both || ECDSA_SIG_set0(both.get(), r.get(), s.get()) != 1) return {};
  r.release();
  s.release();
  unsigned char* der = nullptr;
  const int size = i2d_ECDSA_SIG(both.get(), &der);
  if (size <= 0) return {};
  std::string text(reinterpret_cast<char*>(der), static_cast<std::size_t>(size));
  OPENSSL_free(der);
  return text;
}

bool verifies_with(EVP_PKEY* key, const EVP_MD* digest, std::string_view text,
                   std::string_view signature) {
  const DigestContext context(EVP_MD_CTX_new());
  const bool good = context &&
                    EVP_DigestVerifyInit(context.get(), nullptr, digest, nullptr, key) == 1 &&
                    EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(),
                                     bytes_of(text), text.size()) == 1;
  // What failed here must not turn up in the next call of this thread to OpenSSL.
  if (!good) ERR_clear_error();
  return good;
}

}  // namespace

const char* name_of(Algorithm algorithm) {
  for (const auto& [name, known] : algorithms) {
    if (known == algorithm) return name.data();
  }
  check(false, "an algorithm without a name");
  return "";
}

std::optional<Algorithm> parse_algorithm(std::string_view name) {
  for (const auto& [known, algorithm] : algorithms) {
    if (known == name) return algorithm;
  }
  return std::nullopt;
}

Result<VerificationKey> VerificationKey::hmac(std::string secret) {
  constexpr std::size_t bytes_min = 32;
  if (secret.size() < bytes_min) return unfit("a secret for HS256 must have at least 32 bytes");
  return VerificationKey(Algorithm::hs256, nullptr, std::move(secret));
}

Result<VerificationKey> VerificationKey::rsa(std::string_view modulus, std::string_view exponent) {
  constexpr std::size_t modulus_bytes_max = 1024;
  constexpr int modulus_bits_min = 2048;
  constexpr std::size_t exponent_bytes_max = 4;
  if (modulus.size() > modulus_bytes_max) return unfit("an RSA key of more than 8192 bits");
  if (exponent.size() > exponent_bytes_max) return unfit("an RSA exponent of more than 32 bits");
  const Number n = number_of(modulus);
  const Number e = number_of(exponent);
  if (!n || !e || BN_num_bits(n.get()) < modulus_bits_min) {
    return unfit("an RSA key of less than 2048 bits");
  }
  if (!BN_is_odd(e.get()) || BN_is_one(e.get())) return unfit("no RSA exponent");
  const ParamBuilder builder(OSSL_PARAM_BLD_new());
  if (!builder || OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) != 1 ||
      OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) != 1) {
    return unfit("no RSA key");
  }
  Key key = key_of("RSA", builder);
  if (!key) return unfit("no RSA key");
  return VerificationKey(Algorithm::rs256, std::move(key), "");
}

Result<VerificationKey> VerificationKey::p256(std::string_view x, std::string_view y) {
  if (x.size() != 32 || y.size() != 32) return unfit("coordinates that are not 32 bytes long");
  std::string point = "\x04";  // Uncompressed: x and y follow. Source: SEC 1, section 2.3.3.
  point.append(x).append(y);
  const ParamBuilder builder(OSSL_PARAM_BLD_new());
  if (!builder ||
      OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) !=
          1 ||
      OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                       point.size()) != 1) {
    return unfit("no point of P-256");
  }
  Key key = key_of("EC", builder);
  if (!key) return unfit("no point of P-256");
  return VerificationKey(Algorithm::es256, std::move(key), "");
}

Result<VerificationKey> VerificationKey::ed25519(std::string_view x) {
  if (x.size() != 32) return unfit("an Ed25519 key that is not 32 bytes long");
  Key key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes_of(x), x.size()),
          EVP_PKEY_free);
  if (!key) return unfit("no Ed25519 key");
  return VerificationKey(Algorithm::eddsa, std::move(key), "");
}

bool VerificationKey::verifies(std::string_view text, std::string_view signature) const {
  switch (algorithm_) {
    case Algorithm::hs256:
      return verifies_hmac(secret_, text, signature);
    case Algorithm::rs256:
      return verifies_with(key_.get(), EVP_sha256(), text, signature);
    case Algorithm::es256: {
      const std::string der = der_of(signature);
      return !der.empty() && verifies_with(key_.get(), EVP_sha256(), text, der);
    }
    case Algorithm::eddsa:
      return verifies_with(key_.get(), nullptr, text, signature);
  }
  return false;
}

}  // namespace boomerang::auth
