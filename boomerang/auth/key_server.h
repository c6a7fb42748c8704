#pragma once

// A server of one file for tests: HTTP or HTTPS on a free port of this machine.

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <thread>

struct ssl_ctx_st;  // OpenSSL's.

namespace boomerang::auth {

// A key and a certificate for "localhost" that is its own authority.
struct TestCertificate {
  std::string key_pem;
  std::string certificate_pem;
};
TestCertificate make_test_certificate();

// Threads: one of its own, which answers one connection after the other and closes each.
class KeyServer {
 public:
  enum class Scheme { http, https };

  // What to send to a request's head, status line and all. Runs on the server's thread.
  using Answer = std::function<std::string(const std::string& head)>;

  // With a status line and the length of `body`.
  static std::string ok(const std::string& body);

  // `certificate` is not used for http.
  KeyServer(Scheme scheme, const TestCertificate& certificate, Answer answer);
  ~KeyServer();

  // "https://localhost:PORT/keys"
  std::string url(const std::string& host = "localhost") const;

  // Requests whose heads were read.
  int requests() const { return requests_; }

 private:
  void run();
  void serve(int connection);

  const Scheme scheme_;
  const Answer answer_;
  std::shared_ptr<ssl_ctx_st> context_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<bool> stop_{false};
  std::atomic<int> requests_{0};
  std::jthread thread_;
};

}  // namespace boomerang::auth
