#include "boomerang/command/http_get.h"

#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <optional>

namespace boomerang::command {
namespace {

constexpr std::size_t answer_bytes_max = 64 * 1024;

// A connection that is made, or is being made.
class Socket {
 public:
  explicit Socket(const addrinfo& place)
      : number_(::socket(place.ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {
    if (number_ < 0 || ::connect(number_, place.ai_addr, place.ai_addrlen) == 0) return;
    if (errno != EINPROGRESS) error_ = errno;
  }
  Socket(const Socket&) = delete;
  ~Socket() {
    if (number_ >= 0) ::close(number_);
  }

  // Waits until it can be written or read (`events`), and says what went wrong, if anything did.
  std::optional<std::string> wait(short events, Instant deadline, const Clock& clock) {
    if (number_ < 0) return "no socket is left";
    while (error_ == 0) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - clock.now());
      pollfd one{number_, events, 0};
      const int ready = left.count() > 0 ? ::poll(&one, 1, static_cast<int>(left.count())) : 0;
      if (ready < 0 && errno == EINTR) continue;
      if (ready == 0) return "it takes longer than the timeout";
      socklen_t size = sizeof error_;
      ::getsockopt(number_, SOL_SOCKET, SO_ERROR, &error_, &size);
      if (error_ == 0) return std::nullopt;
    }
    return std::strerror(error_);
  }

  int number() const { return number_; }

 private:
  const int number_;
  int error_ = 0;
};

// What went wrong while asking, or nothing.
std::optional<std::string> send_all(Socket& socket, std::string_view bytes, Instant deadline,
                                    const Clock& clock) {
  while (!bytes.empty()) {
    if (auto wrong = socket.wait(POLLOUT, deadline, clock)) return wrong;
    const auto sent = ::send(socket.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno != EAGAIN && errno != EINTR) return std::strerror(errno);
    bytes.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(sent, 0)));
  }
  return std::nullopt;
}

// The three digits after "HTTP/1.1 ", or 0.
int status_in(std::string_view head) {
  if (!head.starts_with("HTTP/1.") || head.size() < 12 || head[8] != ' ') return 0;
  int status = 0;
  for (const char digit : head.substr(9, 3)) {
    if (digit < '0' || digit > '9') return 0;
    status = status * 10 + (digit - '0');
  }
  return status;
}

// Reads until the server closes; of a 200 only the head.
Result<Got> read_answer(Socket& socket, Instant deadline, const Clock& clock) {
  const Fault no_http{FaultKind::corrupt, "what answers there does not speak HTTP"};
  std::string answer;
  while (answer.size() < answer_bytes_max) {
    const auto head_end = answer.find("\r\n\r\n");
    if (head_end != answer.npos && status_in(answer) == 200) return Got{200, {}};
    if (auto wrong = socket.wait(POLLIN, deadline, clock)) return Fault{FaultKind::busy, *wrong};
    char buffer[4096];
    const auto size = ::recv(socket.number(), buffer, sizeof buffer, 0);
    if (size < 0 && (errno == EAGAIN || errno == EINTR)) continue;
    if (size < 0) return Fault{FaultKind::busy, std::strerror(errno)};
    if (size == 0) break;
    answer.append(buffer, static_cast<std::size_t>(size));
  }
  const auto head_end = answer.find("\r\n\r\n");
  const int status = status_in(answer);
  if (head_end == answer.npos || status == 0) return no_http;
  return Got{status, answer.substr(head_end + 4)};
}

Result<Got> ask(const addrinfo& place, const Url& url, Instant deadline, const Clock& clock) {
  Socket socket(place);
  const std::string request = "GET " + url.target +
                              " HTTP/1.1\r\nHost: " + config::to_string(url.address) +
                              "\r\nConnection: close\r\n\r\n";
  if (const auto wrong = send_all(socket, request, deadline, clock)) {
    return Fault{FaultKind::busy, *wrong};
  }
  return read_answer(socket, deadline, clock);
}

}  // namespace

Result<Url> parse_url(std::string_view text) {
  const Fault refused{FaultKind::invalid, "expected a URL such as http://127.0.0.1:8082/readyz"};
  constexpr std::string_view scheme = "http://";
  const auto is_plain = [](char c) { return c > ' ' && c < 0x7f && c != '#' && c != '@'; };
  if (!text.starts_with(scheme) || !std::all_of(text.begin(), text.end(), is_plain)) {
    return refused;
  }
  text.remove_prefix(scheme.size());
  const auto host_end = std::min(text.find('/'), text.size());
  std::string host(text.substr(0, host_end));
  if (host.find(':') == host.npos || host.ends_with(']')) host += ":80";
  const auto address = config::parse_address(host);
  if (!address) return refused;
  const auto target = text.substr(host_end);
  return Url{*address, target.empty() ? "/" : std::string(target)};
}

Result<Got> http_get(const Url& url, Duration limit, const Clock& clock) {
  const auto told = [&](const Fault& fault) {
    const std::string from = config::to_string(url.address);
    return Fault{fault.kind, "no answer from " + from + ": " + fault.what};
  };
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const int code = ::getaddrinfo(url.address.host.c_str(), std::to_string(url.address.port).c_str(),
                                 &wanted, &found);
  if (code != 0) return told(Fault{FaultKind::busy, ::gai_strerror(code)});
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> places(found, &::freeaddrinfo);

  // A name may mean several places, such as ::1 and 127.0.0.1, of which one is listened to.
  const Instant deadline = clock.now() + limit;
  Fault last{FaultKind::busy, "the name means no place"};
  for (const addrinfo* place = found; place != nullptr; place = place->ai_next) {
    auto got = ask(*place, url, deadline, clock);
    if (got) return got;
    last = got.fault();
  }
  return told(last);
}

}  // namespace boomerang::command
