#include "boomerang/app/signals.h"

#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "boomerang/base/log.h"
#include "boomerang/base/thread.h"

namespace boomerang::app {
namespace {

sigset_t stop_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  return set;
}

// Ends the thread of a ForcedStop; means nothing else.
constexpr int no_longer = SIGUSR1;

}  // namespace

void block_signals() {
  sigset_t set = stop_signals();
  sigaddset(&set, SIGHUP);
  sigaddset(&set, no_longer);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  signal(SIGPIPE, SIG_IGN);
}

int wait_for_signal() {
  sigset_t set = stop_signals();
  sigaddset(&set, SIGHUP);
  int number = 0;
  sigwait(&set, &number);
  return number;
}

ForcedStop::ForcedStop()
    : thread_(start_thread("forced-stop", [] {
        sigset_t set = stop_signals();
        sigaddset(&set, no_longer);
        int number = 0;
        sigwait(&set, &number);
        if (number == no_longer) return;
        log::warn("stopped by force", {{"signal", strsignal(number)}});
        _exit(128 + number);
      })) {}

ForcedStop::~ForcedStop() { pthread_kill(thread_.native_handle(), no_longer); }

}  // namespace boomerang::app
