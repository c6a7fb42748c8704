#include "boomerang/http/test_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <utility>

#include "boomerang/base/check.h"
#include "boomerang/base/http_grammar.h"
#include "boomerang/http/test_certificate.h"

namespace boomerang::http {

namespace {

template <typename T, typename Read>
T* from_pem(const std::string& pem, Read read) {
  BIO* const memory = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
  T* const value = read(memory, nullptr, nullptr, nullptr);
  BIO_free(memory);
  check(value != nullptr, "a PEM of the test");
  return value;
}

SSL_CTX* context_of(const TestTls& how) {
  SSL_CTX* const context = SSL_CTX_new(TLS_client_method());
  // What is refused must be refused by the server.
  SSL_CTX_set_security_level(context, 0);
  SSL_CTX_set_cipher_list(context, how.ciphers.empty() ? "ALL" : how.ciphers.c_str());
  SSL_CTX_set_min_proto_version(context, TLS1_VERSION);
  SSL_CTX_set_max_proto_version(context, how.version_max);
  if (!how.protocols.empty()) {
    SSL_CTX_set_alpn_protos(context, reinterpret_cast<const unsigned char*>(how.protocols.data()),
                            static_cast<unsigned>(how.protocols.size()));
  }
  if (!how.trusted.empty()) {
    X509* const trusted = from_pem<X509>(how.trusted, PEM_read_bio_X509);
    X509_STORE_add_cert(SSL_CTX_get_cert_store(context), trusted);
    X509_free(trusted);
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
  }
  if (how.certificate != nullptr) {
    X509* const own = from_pem<X509>(how.certificate->certificate(), PEM_read_bio_X509);
    EVP_PKEY* const key = from_pem<EVP_PKEY>(how.certificate->key(), PEM_read_bio_PrivateKey);
    SSL_CTX_use_certificate(context, own);
    SSL_CTX_use_PrivateKey(context, key);
    X509_free(own);
    EVP_PKEY_free(key);
  }
  return context;
}

}  // namespace

bool TestClient::secure(const TestTls& how) {
  SSL_CTX* const context = context_of(how);
  tls_ = SSL_new(context);
  SSL_CTX_free(context);
  SSL_set_fd(tls_, socket_);
  return SSL_connect(tls_) == 1;
}

std::string TestClient::peer_name() const {
  X509* const peer = SSL_get1_peer_certificate(tls_);
  char name[64] = "";
  X509_NAME_get_text_by_NID(X509_get_subject_name(peer), NID_commonName, name, sizeof name);
  X509_free(peer);
  return name;
}

std::string TestClient::tls_version() const { return SSL_get_version(tls_); }

std::string TestClient::protocol() const {
  const unsigned char* name = nullptr;
  unsigned size = 0;
  SSL_get0_alpn_selected(tls_, &name, &size);
  return {reinterpret_cast<const char*>(name), size};
}

bool TestClient::has_session_to_resume() const {
  const SSL_SESSION* const session = SSL_get0_session(tls_);
  unsigned size = 0;
  SSL_SESSION_get_id(session, &size);
  return SSL_SESSION_has_ticket(session) == 1 || (SSL_version(tls_) < TLS1_3_VERSION && size > 0);
}

std::string TestAnswer::field(std::string_view name) const {
  return std::string(fields.find(name).value_or(""));
}

TestClient::TestClient(std::uint16_t port, Window window) {
  ::signal(SIGPIPE, SIG_IGN);  // OpenSSL writes without asking for silence.
  socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const timeval patience = {30, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  const int on = 1;
  ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  const int bytes = 4096;
  if (window == Window::tiny) ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int connected = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address);
  check(connected == 0, "a test client cannot connect");
}

TestClient::TestClient(TestClient&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)),
      tls_(std::exchange(other.tls_, nullptr)),
      unread_(std::move(other.unread_)),
      reset_(other.reset_) {}

TestClient::~TestClient() {
  SSL_free(tls_);
  if (socket_ >= 0) ::close(socket_);
}

bool TestClient::send(std::string_view bytes) {
  if (tls_ != nullptr) {
    return SSL_write(tls_, bytes.data(), static_cast<int>(bytes.size())) > 0;
  }
  while (!bytes.empty()) {
    const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool TestClient::fill() {
  char buffer[16 * 1024];
  if (tls_ != nullptr) {
    const int got = SSL_read(tls_, buffer, sizeof buffer);
    if (got > 0) unread_.append(buffer, static_cast<std::size_t>(got));
    if (got <= 0) reset_ = SSL_get_error(tls_, got) != SSL_ERROR_ZERO_RETURN;
    return got > 0;
  }
  const auto size = ::recv(socket_, buffer, sizeof buffer, 0);
  if (size < 0) reset_ = true;
  if (size <= 0) return false;
  unread_.append(buffer, static_cast<std::size_t>(size));
  return true;
}

bool TestClient::fill_until(std::string_view mark) {
  while (unread_.find(mark) == unread_.npos) {
    if (!fill()) return false;
  }
  return true;
}

std::optional<TestAnswer> TestClient::head() {
  if (!fill_until("\r\n\r\n")) return std::nullopt;
  TestAnswer answer;
  const auto head_end = unread_.find("\r\n\r\n") + 4;
  answer.head = unread_.substr(0, head_end);
  unread_.erase(0, head_end);
  answer.status = std::atoi(answer.head.substr(9, 3).c_str());

  auto line = answer.head.find("\r\n") + 2;
  for (auto end = answer.head.find("\r\n", line); end != line;
       end = answer.head.find("\r\n", line)) {
    const std::string_view field = std::string_view(answer.head).substr(line, end - line);
    const auto colon = field.find(':');
    answer.fields.add(lower(field.substr(0, colon)), trimmed(field.substr(colon + 1)));
    line = end + 2;
  }
  return answer;
}

std::optional<std::string> TestClient::chunk() {
  if (!fill_until("\r\n")) return std::nullopt;
  const std::size_t size = std::strtoul(unread_.c_str(), nullptr, 16);
  const std::size_t begin = unread_.find("\r\n") + 2;
  while (unread_.size() < begin + size + 2) {
    if (!fill()) return std::nullopt;
  }
  std::string content = unread_.substr(begin, size);
  if (unread_.compare(begin + size, 2, "\r\n") != 0) return std::nullopt;
  unread_.erase(0, begin + size + 2);
  return content;
}

std::optional<TestAnswer> TestClient::answer(std::string_view method) {
  auto answer = head();
  if (!answer || method == "HEAD") return answer;
  if (answer->field("transfer-encoding") == "chunked") {
    std::optional<std::string> part;
    for (part = chunk(); part && !part->empty(); part = chunk()) answer->body += *part;
    return part ? answer : std::nullopt;
  }
  const std::string length = answer->field("content-length");
  const std::size_t size = std::strtoul(length.c_str(), nullptr, 10);
  while (unread_.size() < size) {
    if (!fill()) return std::nullopt;
  }
  answer->body = unread_.substr(0, size);
  unread_.erase(0, size);
  return answer;
}

std::optional<std::string> TestClient::rest() {
  while (fill()) continue;
  if (reset_) return std::nullopt;
  return std::exchange(unread_, {});
}

std::optional<std::string> TestClient::some() {
  if (unread_.empty() && !fill()) return std::nullopt;
  return std::exchange(unread_, {});
}

std::optional<TestAnswer> TestClient::ask(std::string_view request) {
  if (!send(request)) return std::nullopt;
  return answer(request.substr(0, request.find(' ')));
}

bool TestClient::ended() { return unread_.empty() && !fill() && !reset_; }

void TestClient::finish() {
  if (tls_ != nullptr) SSL_shutdown(tls_);
  ::shutdown(socket_, SHUT_WR);
}

void TestClient::finish_without_notice() { ::shutdown(socket_, SHUT_WR); }

void TestClient::reset() {
  const linger at_once = {1, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  ::close(std::exchange(socket_, -1));
}

}  // namespace boomerang::http
