#pragma once

// A client that does what a test says, byte by byte: right or wrong.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "boomerang/base/headers.h"

namespace boomerang::http {

struct TestAnswer {
  int status = 0;
  std::string head;  // Down to the empty line.
  Headers fields;    // Names in lower case.
  std::string body;

  // The first value of the field called `name`, or "".
  std::string field(std::string_view name) const;
};

// Every wait has an end, far beyond what a loaded machine needs: the test then fails.
class TestClient {
 public:
  enum class Window { usual, tiny };  // How much the kernel takes in that nobody has read.

  explicit TestClient(std::uint16_t port, Window window = Window::usual);
  TestClient(TestClient&& other) noexcept;
  TestClient(const TestClient&) = delete;
  ~TestClient();

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

  // send(), then answer().
  std::optional<TestAnswer> ask(std::string_view request);

  // Nothing more comes: the server ends the connection, in order and not by a reset.
  bool ended();

  // No more is sent; what comes can still be read.
  void finish();

  // Drops the connection as a crashed client does.
  void reset();

 private:
  bool fill();
  bool fill_until(std::string_view mark);

  int socket_ = -1;
  std::string unread_;
  bool reset_ = false;
};

}  // namespace boomerang::http
