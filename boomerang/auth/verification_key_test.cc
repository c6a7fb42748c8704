#include "boomerang/auth/verification_key.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "boomerang/base/base64url.h"

namespace boomerang::auth {
namespace {

std::string bytes(std::string_view text) {
  auto decoded = decode_base64url(text);
  EXPECT_TRUE(decoded) << text;
  return decoded.value_or("");
}

// RFC 7515, appendix A: the claims are those of A.1 to A.3.
constexpr std::string_view rfc_claims =
    "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlf"
    "Q";

struct Example {
  VerificationKey key;
  std::string text;
  std::string signature;
};

// Appendix A.1.
Example hs256_example() {
  auto key =
      VerificationKey::hmac(bytes("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-"
                                  "1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"));
  return {*key, "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9." + std::string(rfc_claims),
          bytes("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")};
}

// Appendix A.2.
std::string rsa_modulus() {
  return bytes(
      "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEz"
      "P1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf6"
      "3kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5Zw"
      "Kh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRW"
      "yuXpoQ");
}

Example rs256_example() {
  auto key = VerificationKey::rsa(rsa_modulus(), bytes("AQAB"));
  return {*key, "eyJhbGciOiJSUzI1NiJ9." + std::string(rfc_claims),
          bytes("cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5Y"
                "Kt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6x"
                "BArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6"
                "BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_I"
                "oypGlUPQGe77Rw")};
}

// Appendix A.3.
Example es256_example() {
  auto key = VerificationKey::p256(bytes("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"),
                                   bytes("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"));
  return {*key, "eyJhbGciOiJFUzI1NiJ9." + std::string(rfc_claims),
          bytes("DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6"
                "NU1Q")};
}

// RFC 8037, appendix A.4.
Example eddsa_example() {
  auto key = VerificationKey::ed25519(bytes("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"));
  return {*key, "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc",
          bytes("hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM"
                "0KAg")};
}

std::vector<Example> examples() {
  return {hs256_example(), rs256_example(), es256_example(), eddsa_example()};
}

TEST(VerificationKeyTest, VerifiesWhatTheRfcsShow) {
  for (const auto& [key, text, signature] : examples()) {
    EXPECT_TRUE(key.verifies(text, signature)) << name_of(key.algorithm());
  }
}

TEST(VerificationKeyTest, AnyChangedBitIsSeen) {
  for (const auto& [key, text, signature] : examples()) {
    for (std::size_t i = 0; i < signature.size(); i += 7) {
      std::string other = signature;
      other[i] = static_cast<char>(other[i] ^ 1 << i % 8);
      EXPECT_FALSE(key.verifies(text, other)) << name_of(key.algorithm()) << " byte " << i;
    }
    for (std::size_t i = 0; i < text.size(); i += 13) {
      std::string other = text;
      other[i] = static_cast<char>(other[i] ^ 1);
      EXPECT_FALSE(key.verifies(other, signature)) << name_of(key.algorithm()) << " byte " << i;
    }
  }
}

TEST(VerificationKeyTest, OtherLengthsAreNoSignature) {
  for (const auto& [key, text, signature] : examples()) {
    EXPECT_FALSE(key.verifies(text, "")) << name_of(key.algorithm());
    EXPECT_FALSE(key.verifies(text, signature.substr(0, signature.size() - 1)));
    EXPECT_FALSE(key.verifies(text, signature + '\0'));
    EXPECT_FALSE(key.verifies(text, '\0' + signature));
    EXPECT_FALSE(key.verifies(text, signature.substr(0, 32) + '\0' + signature.substr(32)))
        << "for ES256 the same two numbers";
    EXPECT_FALSE(key.verifies(text, std::string(signature.size(), '\0')));
    EXPECT_FALSE(key.verifies(text, std::string(signature.size(), '\xFF')));
  }
}

TEST(VerificationKeyTest, KeyServesNoSignatureOfAnother) {
  const auto all = examples();
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = 0; j < all.size(); ++j) {
      if (i == j) continue;
      EXPECT_FALSE(all[i].key.verifies(all[j].text, all[j].signature)) << i << j;
    }
  }
}

TEST(VerificationKeyTest, ShortSecretIsRefused) {
  EXPECT_FALSE(VerificationKey::hmac(std::string(31, 'x')));
  EXPECT_TRUE(VerificationKey::hmac(std::string(32, 'x')));
}

// "fit", or why not.
std::string rsa(const std::string& modulus, const std::string& exponent) {
  const auto key = VerificationKey::rsa(modulus, exponent);
  return key ? "fit" : key.fault().what;
}

TEST(VerificationKeyTest, UnfitRsaKeysAreRefused) {
  const std::string exponent = bytes("AQAB");
  const std::string good = rsa_modulus();
  ASSERT_EQ(rsa(good, exponent), "fit");
  EXPECT_EQ(rsa('\0' + good, exponent), "fit") << "some write a zero before it";

  const std::string few_bits = "an RSA key of less than 2048 bits";
  EXPECT_EQ(rsa(good.substr(0, 128), exponent), few_bits);
  EXPECT_EQ(rsa("\x7F" + good.substr(1), exponent), few_bits) << "2047 of them";
  EXPECT_EQ(rsa(std::string(200, '\0') + good.substr(0, 128), exponent), few_bits);
  EXPECT_EQ(rsa("", exponent), few_bits);
  EXPECT_EQ(rsa(std::string(1025, '\xFF'), exponent), "an RSA key of more than 8192 bits");
  EXPECT_EQ(rsa(std::string(256, '\xFF'), exponent), "no RSA key") << "a multiple of 3";

  EXPECT_EQ(rsa(good, "\x03"), "fit");
  EXPECT_EQ(rsa(good, "\x01"), "no RSA exponent") << "signs by doing nothing";
  EXPECT_EQ(rsa(good, ""), "no RSA exponent");
  EXPECT_EQ(rsa(good, "\x02"), "no RSA exponent");
  EXPECT_EQ(rsa(good, std::string(5, '\xFF')), "an RSA exponent of more than 32 bits");
}

TEST(VerificationKeyTest, WhatIsNoPointIsRefused) {
  const std::string x = bytes("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU");
  std::string y = bytes("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0");
  ASSERT_TRUE(VerificationKey::p256(x, y));

  EXPECT_FALSE(VerificationKey::p256(x, y.substr(1)));
  EXPECT_FALSE(VerificationKey::p256(x, '\0' + y));
  EXPECT_FALSE(VerificationKey::p256(y, x));
  EXPECT_FALSE(VerificationKey::p256(std::string(32, '\0'), std::string(32, '\0')));
  EXPECT_FALSE(VerificationKey::p256(std::string(32, '\xFF'), std::string(32, '\xFF')));
  y[31] = static_cast<char>(y[31] ^ 1);
  EXPECT_FALSE(VerificationKey::p256(x, y));
  EXPECT_FALSE(VerificationKey::ed25519(x.substr(1)));
  EXPECT_FALSE(VerificationKey::ed25519(x + '\0'));
}

TEST(VerificationKeyTest, AlgorithmsAreNamedLetterByLetter) {
  EXPECT_EQ(parse_algorithm("ES256"), Algorithm::es256);
  EXPECT_EQ(parse_algorithm("EdDSA"), Algorithm::eddsa);
  EXPECT_EQ(parse_algorithm("Ed25519"), Algorithm::eddsa);
  EXPECT_STREQ(name_of(Algorithm::eddsa), "EdDSA");
  for (const char* name : {"none", "None", "NONE", "nOnE", "", "hs256", "HS256 ", "HS384", "RS512",
                           "PS256", "ES256K", "eddsa", "Ed448"}) {
    EXPECT_EQ(parse_algorithm(name), std::nullopt) << name;
  }
}

}  // namespace
}  // namespace boomerang::auth
