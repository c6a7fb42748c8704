#include "boomerang/auth/key_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <utility>

#include "boomerang/base/check.h"
#include "boomerang/base/thread.h"

namespace boomerang::auth {
namespace {

using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;
using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;

Bio memory() { return {BIO_new(BIO_s_mem()), BIO_free}; }

Bio memory_of(const std::string& text) {
  return {BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), BIO_free};
}

std::string text_of(BIO* bio) {
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio, &text);
  return {text, static_cast<std::size_t>(size)};
}

void add_extension(X509* certificate, int id, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  auto* extension = X509V3_EXT_conf_nid(nullptr, &context, id, value);
  check(extension != nullptr, "no such extension");
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

std::shared_ptr<SSL_CTX> context_of(const TestCertificate& from) {
  std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
  const Key key(PEM_read_bio_PrivateKey(memory_of(from.key_pem).get(), nullptr, nullptr, nullptr),
                EVP_PKEY_free);
  const Certificate certificate(
      PEM_read_bio_X509(memory_of(from.certificate_pem).get(), nullptr, nullptr, nullptr),
      X509_free);
  check(SSL_CTX_use_certificate(context.get(), certificate.get()) == 1, "no certificate");
  check(SSL_CTX_use_PrivateKey(context.get(), key.get()) == 1, "no key");
  return context;
}

bool is_head(const std::string& text) { return text.find("\r\n\r\n") != std::string::npos; }

}  // namespace

TestCertificate make_test_certificate() {
  constexpr long lasts_s = 24 * 60 * 60;
  const Key key(EVP_EC_gen("prime256v1"), EVP_PKEY_free);
  const Certificate made(X509_new(), X509_free);
  X509* const certificate = made.get();
  X509_set_version(certificate, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate), -lasts_s);
  X509_gmtime_adj(X509_getm_notAfter(certificate), lasts_s);
  X509_set_pubkey(certificate, key.get());
  X509_NAME* const name = X509_get_subject_name(certificate);
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>("localhost"), -1, -1, 0);
  X509_set_issuer_name(certificate, name);
  add_extension(certificate, NID_basic_constraints, "critical,CA:TRUE");
  add_extension(certificate, NID_subject_alt_name, "DNS:localhost");
  check(X509_sign(certificate, key.get(), EVP_sha256()) > 0, "a certificate that is not signed");

  const Bio key_text = memory();
  const Bio certificate_text = memory();
  PEM_write_bio_PrivateKey(key_text.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  PEM_write_bio_X509(certificate_text.get(), certificate);
  return {text_of(key_text.get()), text_of(certificate_text.get())};
}

std::string KeyServer::ok(const std::string& body) {
  return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

KeyServer::KeyServer(Scheme scheme, const TestCertificate& certificate, Answer answer)
    : scheme_(scheme), answer_(std::move(answer)) {
  if (scheme_ == Scheme::https) context_ = context_of(certificate);
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  check(bind(listener_, generic, size) == 0 && listen(listener_, 8) == 0, "no free port");
  getsockname(listener_, generic, &size);
  port_ = ntohs(address.sin_port);
  thread_ = start_thread("key server", [this] { run(); });
}

KeyServer::~KeyServer() {
  stop_ = true;
  thread_.join();
  close(listener_);
}

std::string KeyServer::url(const std::string& host) const {
  return (scheme_ == Scheme::https ? "https://" : "http://") + host + ":" + std::to_string(port_) +
         "/keys";
}

void KeyServer::run() {
  while (!stop_) {
    pollfd wait{listener_, POLLIN, 0};
    if (poll(&wait, 1, 20) != 1) continue;
    const int connection = accept(listener_, nullptr, nullptr);
    if (connection < 0) continue;
    const timeval limit{5, 0};
    setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    serve(connection);
    close(connection);
  }
}

void KeyServer::serve(int connection) {
  std::unique_ptr<SSL, decltype(&SSL_free)> tls(nullptr, SSL_free);
  if (context_) {
    tls.reset(SSL_new(context_.get()));
    SSL_set_fd(tls.get(), connection);
    if (SSL_accept(tls.get()) != 1) return;
  }
  std::string head;
  while (!is_head(head)) {
    char bytes[4096];
    const auto size = tls ? SSL_read(tls.get(), bytes, sizeof bytes)
                          : static_cast<int>(recv(connection, bytes, sizeof bytes, 0));
    if (size <= 0) return;
    head.append(bytes, static_cast<std::size_t>(size));
  }
  ++requests_;
  const std::string answer = answer_(head);
  if (answer.empty()) return;
  if (tls) {
    SSL_write(tls.get(), answer.data(), static_cast<int>(answer.size()));
    SSL_shutdown(tls.get());
  } else {
    send(connection, answer.data(), answer.size(), MSG_NOSIGNAL);
  }
}

}  // namespace boomerang::auth
