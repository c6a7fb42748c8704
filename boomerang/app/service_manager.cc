#include "boomerang/app/service_manager.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>

#include "boomerang/base/log.h"
#include "boomerang/base/system_clock.h"

namespace boomerang::app {
namespace {

std::string message_of(Life life) {
  switch (life) {
    case Life::ready:
      return "READY=1";
    case Life::reloading: {
      const auto now = SystemClock().now().time_since_epoch();
      const auto microseconds = std::chrono::duration_cast<std::chrono::microseconds>(now);
      return "RELOADING=1\nMONOTONIC_USEC=" + std::to_string(microseconds.count());
    }
    case Life::stopping:
      return "STOPPING=1";
  }
  return {};
}

// A datagram to a path, or to a name beginning with '@' that is in no file system.
bool send_to(const std::string& socket_name, const std::string& message) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (socket_name.size() >= sizeof address.sun_path) return false;
  std::memcpy(address.sun_path, socket_name.data(), socket_name.size());
  if (address.sun_path[0] == '@') address.sun_path[0] = '\0';
  const int descriptor = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return false;
  const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + socket_name.size());
  const auto sent = sendto(descriptor, message.data(), message.size(), MSG_NOSIGNAL,
                           reinterpret_cast<const sockaddr*>(&address), length);
  close(descriptor);
  return sent == static_cast<ssize_t>(message.size());
}

}  // namespace

void tell_service_manager(Life life, const std::string& status) {
  const char* const socket_name = std::getenv("NOTIFY_SOCKET");
  if (socket_name == nullptr || *socket_name == '\0') return;
  if (!send_to(socket_name, message_of(life) + "\nSTATUS=" + status)) {
    log::warn("the service manager cannot be told", {{"socket", socket_name}});
  }
}

}  // namespace boomerang::app
