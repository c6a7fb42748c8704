#include "boomerang/http/tls_context.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <string>
#include <string_view>

namespace boomerang::http {
namespace {

namespace fs = std::filesystem;

constexpr char ciphers_1_2[] =
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:"
    "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:"
    "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305";
constexpr char ciphers_1_3[] =
    "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256";
constexpr char groups[] = "X25519:P-256:P-384";

// In the order in which the server prefers them; each with its length before it.
constexpr unsigned char protocols[] =
    "\x02h2"
    "\x08http/1.1";
constexpr unsigned char without_http2[] = "\x08http/1.1";

// The oldest fault that OpenSSL remembers: the later ones only say who passed it on.
std::string reason() {
  const unsigned long error = ERR_peek_error();
  const char* const text = error == 0 ? nullptr : ERR_reason_error_string(error);
  ERR_clear_error();
  return text == nullptr ? "unknown error" : text;
}

Fault fault(const char* what, const fs::path& path, const std::string& why) {
  return {FaultKind::invalid, std::string(what) + " " + path.string() + ": " + why};
}

Result<void> check_readable(const char* what, const fs::path& path) {
  if (path.empty()) return Fault{FaultKind::invalid, std::string(what) + ": no file is given"};
  errno = 0;
  std::ifstream file(path);
  if (file.peek() != std::ifstream::traits_type::eof()) return {};
  return fault(what, path, errno == 0 ? "is empty" : std::strerror(errno));
}

int no_password(char*, int, int, void*) { return -1; }

int select_protocol(SSL*, const unsigned char** out, unsigned char* out_size,
                    const unsigned char* in, unsigned int in_size, void* http2) {
  unsigned char* chosen = nullptr;
  const std::basic_string_view<unsigned char> ours =
      http2 != nullptr ? std::basic_string_view<unsigned char>(protocols)
                       : std::basic_string_view<unsigned char>(without_http2);
  const int found = SSL_select_next_proto(&chosen, out_size, ours.data(),
                                          static_cast<unsigned>(ours.size()), in, in_size);
  *out = chosen;
  return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

bool set_rules(SSL_CTX* context, const TlsOptions& options) {
  // Every request says where it ends: one that was cut is not taken for whole, and a client that
  // ends its side without close_notify may be answered still.
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_NO_TICKET |
                                   SSL_OP_IGNORE_UNEXPECTED_EOF);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_num_tickets(context, 0);
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE |
                                SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_CTX_set_default_passwd_cb(context, no_password);
  SSL_CTX_set_alpn_select_cb(context, select_protocol, options.http2 ? context : nullptr);
  const int least = options.version_min == TlsVersion::tls_1_3 ? TLS1_3_VERSION : TLS1_2_VERSION;
  return SSL_CTX_set_min_proto_version(context, least) == 1 &&
         SSL_CTX_set_cipher_list(context, ciphers_1_2) == 1 &&
         SSL_CTX_set_ciphersuites(context, ciphers_1_3) == 1 &&
         SSL_CTX_set1_groups_list(context, groups) == 1;
}

Result<void> check_dates(SSL_CTX* context, const fs::path& path, WallTime now) {
  const X509* const certificate = SSL_CTX_get0_certificate(context);
  std::time_t at = std::chrono::system_clock::to_time_t(
      std::chrono::time_point_cast<std::chrono::system_clock::duration>(now));
  if (X509_cmp_time(X509_get0_notAfter(certificate), &at) <= 0) {
    return fault("TLS certificate", path, "has expired");
  }
  if (X509_cmp_time(X509_get0_notBefore(certificate), &at) > 0) {
    return fault("TLS certificate", path, "is not valid yet");
  }
  return {};
}

Result<void> load_files(SSL_CTX* context, const TlsOptions& options) {
  const auto& [certificate, key, version_min, http2, authorities] = options;
  if (auto readable = check_readable("TLS certificate", certificate); !readable) return readable;
  if (auto readable = check_readable("TLS key", key); !readable) return readable;
  if (SSL_CTX_use_certificate_chain_file(context, certificate.c_str()) != 1) {
    return fault("TLS certificate", certificate, "is not a chain in PEM: " + reason());
  }
  if (SSL_CTX_use_PrivateKey_file(context, key.c_str(), SSL_FILETYPE_PEM) != 1) {
    const unsigned long error = ERR_peek_error();
    const bool mismatch = ERR_GET_LIB(error) == ERR_LIB_X509;
    const std::string why = reason();
    return fault("TLS key", key,
                 mismatch ? "is not the key of " + certificate.string()
                          : "is not a key in PEM without a password: " + why);
  }
  if (SSL_CTX_check_private_key(context) != 1) {
    ERR_clear_error();
    return fault("TLS key", key, "is not the key of " + certificate.string());
  }
  if (authorities.empty()) return {};
  if (auto readable = check_readable("TLS client authorities", authorities); !readable) {
    return readable;
  }
  STACK_OF(X509_NAME)* const names = SSL_load_client_CA_file(authorities.c_str());
  if (names == nullptr ||
      SSL_CTX_load_verify_locations(context, authorities.c_str(), nullptr) != 1) {
    sk_X509_NAME_pop_free(names, X509_NAME_free);
    return fault("TLS client authorities", authorities, "are not in PEM: " + reason());
  }
  SSL_CTX_set_client_CA_list(context, names);
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
  return {};
}

}  // namespace

TlsContext::~TlsContext() { SSL_CTX_free(context_); }

Result<std::shared_ptr<const TlsContext>> TlsContext::load(const TlsOptions& options,
                                                           WallTime now) {
  ERR_clear_error();
  SSL_CTX* const context = SSL_CTX_new(TLS_server_method());
  if (context == nullptr) return Fault{FaultKind::invalid, "TLS: " + reason()};
  auto loaded = std::make_shared<const TlsContext>(context);
  if (!set_rules(context, options)) {
    return Fault{FaultKind::invalid, "TLS: " + reason()};
  }
  if (auto files = load_files(context, options); !files) return files.fault();
  if (auto dates = check_dates(context, options.certificate, now); !dates) return dates.fault();
  return loaded;
}

}  // namespace boomerang::http
