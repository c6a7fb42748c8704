#pragma once

// Certificates that a test makes for itself, on P-256.

#include <memory>
#include <string>

struct x509_st;
struct evp_pkey_st;

namespace boomerang::http {

class TestCertificate {
 public:
  struct Wish {
    std::string name = "localhost";
    int from_year = 2020;
    int to_year = 2100;
    const TestCertificate* issuer = nullptr;  // Null: its own, and may issue others.
  };

  explicit TestCertificate(const Wish& wish);

  // As PEM.
  std::string certificate() const;
  std::string key() const;

  // The PEM of the key under a password.
  std::string locked_key() const;

 private:
  struct Free {
    void operator()(x509_st* certificate) const;
    void operator()(evp_pkey_st* key) const;
  };

  std::unique_ptr<evp_pkey_st, Free> key_;
  std::unique_ptr<x509_st, Free> certificate_;
};

}  // namespace boomerang::http
