#include "boomerang/http/test_certificate.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "boomerang/base/check.h"

namespace boomerang::http {
namespace {

void set_date(ASN1_TIME* time, int year) {
  const std::string text = std::to_string(year) + "0101000000Z";
  check(ASN1_TIME_set_string_X509(time, text.c_str()) == 1, "a date");
}

void add_extension(X509* certificate, X509* issuer, int id, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* const extension = X509V3_EXT_conf_nid(nullptr, &context, id, value.c_str());
  check(extension != nullptr, "an extension");
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

template <typename Write>
std::string pem(Write write) {
  BIO* const memory = BIO_new(BIO_s_mem());
  check(write(memory) == 1, "a PEM");
  char* data = nullptr;
  const long size = BIO_get_mem_data(memory, &data);
  std::string text(data, static_cast<std::size_t>(size));
  BIO_free(memory);
  return text;
}

}  // namespace

void TestCertificate::Free::operator()(x509_st* certificate) const { X509_free(certificate); }
void TestCertificate::Free::operator()(evp_pkey_st* key) const { EVP_PKEY_free(key); }

TestCertificate::TestCertificate(const Wish& wish)
    : key_(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256")), certificate_(X509_new()) {
  X509* const certificate = certificate_.get();
  X509* const issuer = wish.issuer == nullptr ? certificate : wish.issuer->certificate_.get();
  EVP_PKEY* const signer = wish.issuer == nullptr ? key_.get() : wish.issuer->key_.get();
  X509_set_version(certificate, X509_VERSION_3);
  static long serial = 0;
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), ++serial);
  set_date(X509_getm_notBefore(certificate), wish.from_year);
  set_date(X509_getm_notAfter(certificate), wish.to_year);
  X509_set_pubkey(certificate, key_.get());
  X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(wish.name.c_str()), -1, -1, 0);
  X509_set_issuer_name(certificate, X509_get_subject_name(issuer));
  add_extension(certificate, issuer, NID_basic_constraints, "critical,CA:TRUE");
  add_extension(certificate, issuer, NID_subject_alt_name, "DNS:" + wish.name);
  check(X509_sign(certificate, signer, EVP_sha256()) > 0, "a signature");
}

std::string TestCertificate::certificate() const {
  return pem([this](BIO* to) { return PEM_write_bio_X509(to, certificate_.get()); });
}

std::string TestCertificate::key() const {
  return pem([this](BIO* to) {
    return PEM_write_bio_PrivateKey(to, key_.get(), nullptr, nullptr, 0, nullptr, nullptr);
  });
}

std::string TestCertificate::locked_key() const {
  return pem([this](BIO* to) {
    const char password[] = "secret";
    return PEM_write_bio_PKCS8PrivateKey(to, key_.get(), EVP_aes_256_cbc(), password,
                                         sizeof password - 1, nullptr, nullptr);
  });
}

}  // namespace boomerang::http
