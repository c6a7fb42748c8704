#include "boomerang/http/test_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <utility>

#include "boomerang/base/check.h"
#include "boomerang/base/http_grammar.h"

namespace boomerang::http {

std::string TestAnswer::field(std::string_view name) const {
  return std::string(fields.find(name).value_or(""));
}

TestClient::TestClient(std::uint16_t port, Window window) {
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
      unread_(std::move(other.unread_)),
      reset_(other.reset_) {}

TestClient::~TestClient() {
  if (socket_ >= 0) ::close(socket_);
}

bool TestClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool TestClient::fill() {
  char buffer[16 * 1024];
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

std::optional<TestAnswer> TestClient::ask(std::string_view request) {
  if (!send(request)) return std::nullopt;
  return answer(request.substr(0, request.find(' ')));
}

bool TestClient::ended() { return unread_.empty() && !fill() && !reset_; }

void TestClient::finish() { ::shutdown(socket_, SHUT_WR); }

void TestClient::reset() {
  const linger at_once = {1, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  ::close(std::exchange(socket_, -1));
}

}  // namespace boomerang::http
