#pragma once

// What systemd, or whoever has started the process and set NOTIFY_SOCKET, is told of its life. Does
// nothing where nobody has asked for it.
// Source: sd_notify(3), systemd.service(5) for Type=notify.

#include <string>

namespace boomerang::app {

enum class Life {
  ready,      // It serves.
  reloading,  // It reads its configuration anew; `ready` follows.
  stopping,
};

// `status` is a line for people, who see it in `systemctl status`.
// Threads: any.
void tell_service_manager(Life life, const std::string& status);

}  // namespace boomerang::app
