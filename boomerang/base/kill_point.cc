#include "boomerang/base/kill_point.h"

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <string>
#include <string_view>

#include <unistd.h>

namespace boomerang {
namespace {

struct Appointment {
  std::string name;
  std::atomic<long> passes_left{0};
  int signal = SIGKILL;

  Appointment() {
    const char* text = std::getenv("BOOMERANG_KILL_AT");
    if (text == nullptr) return;
    std::string_view wanted(text);
    if (constexpr std::string_view stop = ":stop"; wanted.ends_with(stop)) {
      wanted.remove_suffix(stop.size());
      signal = SIGSTOP;
    }
    const auto colon = wanted.rfind(':');
    name = wanted.substr(0, colon);
    passes_left = colon == std::string_view::npos ? 1 : std::strtol(text + colon + 1, nullptr, 10);
  }
};

}  // namespace

void pass_kill_point(const char* name) {
  static Appointment appointment;
  if (appointment.name != name) return;
  if (appointment.passes_left.fetch_sub(1) == 1) ::kill(::getpid(), appointment.signal);
}

}  // namespace boomerang
