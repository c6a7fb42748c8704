#include "test/contract/tcp_proxy.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <utility>

#include "boomerang/base/check.h"
#include "boomerang/base/thread.h"

namespace boomerang {
namespace {

sockaddr_in local(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  return address;
}

int new_socket() {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  check(fd >= 0, "socket");
  return fd;
}

std::string read_some(int fd) {
  std::array<char, 65536> bytes;
  const auto size = recv(fd, bytes.data(), bytes.size(), 0);
  return size > 0 ? std::string(bytes.data(), static_cast<std::size_t>(size)) : "";
}

bool write_all(int fd, const std::string& bytes) {
  std::size_t sent = 0;
  while (sent < bytes.size()) {
    const auto size = send(fd, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (size <= 0) return false;
    sent += static_cast<std::size_t>(size);
  }
  return true;
}

}  // namespace

TcpProxy::TcpProxy(std::uint16_t target) : target_(target), listener_(new_socket()) {
  sockaddr_in address = local(0);
  socklen_t size = sizeof address;
  auto* any = reinterpret_cast<sockaddr*>(&address);
  check(bind(listener_, any, size) == 0 && listen(listener_, 16) == 0, "listen");
  check(getsockname(listener_, any, &size) == 0, "getsockname");
  port_ = ntohs(address.sin_port);
  check(pipe(wake_) == 0, "pipe");
  thread_ = start_thread("tcp_proxy", [this] { run(); });
}

TcpProxy::~TcpProxy() {
  close(wake_[1]);
  thread_.join();
  for (const Pair& pair : pairs_) close_both(pair);
  close(listener_);
  close(wake_[0]);
}

void TcpProxy::cut_answer_to(std::string text) {
  const std::scoped_lock lock(mutex_);
  cut_answer_to_ = std::move(text);
}

void TcpProxy::cut_before(std::string text) {
  const std::scoped_lock lock(mutex_);
  cut_before_ = std::move(text);
}

void TcpProxy::hold_answers() { hold_answers_ = true; }

void TcpProxy::close_both(const Pair& pair) {
  close(pair.client);
  close(pair.server);
}

void TcpProxy::accept_one() {
  const int client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
  if (client < 0) return;
  const int server = new_socket();
  const sockaddr_in address = local(target_);
  if (connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    close(client);
    close(server);
    return;
  }
  pairs_.push_back({client, server});
}

// False: the pair is to be closed.
bool TcpProxy::pass_to_server(Pair& pair) {
  const std::string bytes = read_some(pair.client);
  if (bytes.empty()) return false;
  {
    const std::scoped_lock lock(mutex_);
    const auto holds = [&](std::string& text) {
      if (text.empty() || bytes.find(text) == std::string::npos) return false;
      text.clear();
      return true;
    };
    if (holds(cut_before_)) return false;
    if (holds(cut_answer_to_)) pair.doomed = true;
  }
  return write_all(pair.server, bytes);
}

bool TcpProxy::pass_to_client(Pair& pair) {
  const std::string bytes = read_some(pair.server);
  if (bytes.empty() || pair.doomed) return false;
  return hold_answers_ || write_all(pair.client, bytes);
}

void TcpProxy::run() {
  for (;;) {
    std::vector<pollfd> polls = {{wake_[0], POLLIN, 0}, {listener_, POLLIN, 0}};
    for (const Pair& pair : pairs_) {
      polls.push_back({pair.client, POLLIN, 0});
      polls.push_back({pair.server, POLLIN, 0});
    }
    if (poll(polls.data(), polls.size(), -1) < 0) continue;
    if (polls[0].revents != 0) return;
    std::vector<Pair> kept;
    for (std::size_t i = 0; i < pairs_.size(); ++i) {
      Pair& pair = pairs_[i];
      const bool to_server = polls[2 + 2 * i].revents == 0 || pass_to_server(pair);
      const bool to_client = to_server && (polls[3 + 2 * i].revents == 0 || pass_to_client(pair));
      if (to_client) {
        kept.push_back(pair);
      } else {
        close_both(pair);
      }
    }
    pairs_ = std::move(kept);
    if (polls[1].revents != 0) accept_one();
  }
}

}  // namespace boomerang
