#pragma once

// A client that does what a test says, byte by byte: right or wrong.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "boomerang/base/headers.h"

struct ssl_st;

namespace boomerang::http {

struct TestAnswer {
  int status = 0;
  std::string head;  // Down to the empty line.
  Headers fields;    // Names in lower case.
  std::string body;

  // The first value of the field called `name`, or "".
  std::string field(std::string_view name) const;
};

class TestCertificate;

// How a test client speaks TLS.
struct TestTls {
  int version_max = 0;                     // As on the wire: 0x0303 is TLS 1.2. 0: the newest.
  std::string ciphers = {};                // Of TLS 1.2 and before. Empty: all.
  std::string protocols = "\x08http/1.1";  // ALPN, each with its length before it.
  std::string trusted = {};                // PEM. Empty: whatever comes.
  const TestCertificate* certificate = nullptr;
};

// Every wait has an end, far beyond what a loaded machine needs: the test then fails.
class TestClient {
 public:
  enum class Window { usual, tiny };  // How much the kernel takes in that nobody has read.

  explicit TestClient(std::uint16_t port, Window window = Window::usual);
  TestClient(TestClient&& other) noexcept;
  TestClient(const TestClient&) = delete;
  ~TestClient();

  // The handshake: from now on all is TLS. False if the server does not want it.
  bool secure(const TestTls& how);

  // Under TLS: the common name of the server, the version, what ALPN chose, and whether the server
  // has offered to resume this session in another connection.
  std::string peer_name() const;
  std::string tls_version() const;
  std::string protocol() const;
  bool has_session_to_resume() const;

  // False if the server has closed or reset the connection.
  bool send(std::string_view bytes);

  // The next answer; one to HEAD has no content. Nothing if the connection ends before. Chunks are
  // put together.
  std::optional<TestAnswer> answer(std::string_view method = "GET");

  // The next answer's head alone, and then one chunk of its content after the other: "" is the
  // last. Nothing if the connection ends before.
  std::optional<TestAnswer> head();
  std::optional<std::string> chunk();

  // All that comes until the end of the connection; nothing if that is not in order.
  std::optional<std::string> rest();

  // What has come and was not taken, at least one byte. Nothing if the connection ends before.
  std::optional<std::string> some();

  // send(), then answer().
  std::optional<TestAnswer> ask(std::string_view request);

  // Nothing more comes: the server ends the connection, in order and not by a reset. Under TLS it
  // says so before.
  bool ended();

  // No more is sent; what comes can still be read.
  void finish();

  // The same, but under TLS without saying so before.
  void finish_without_notice();

  // Drops the connection as a crashed client does.
  void reset();

 private:
  bool fill();
  bool fill_until(std::string_view mark);

  int socket_ = -1;
  ssl_st* tls_ = nullptr;
  std::string unread_;
  bool reset_ = false;
};

}  // namespace boomerang::http
