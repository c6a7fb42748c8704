#pragma once

// The signals that ask a process to stop, SIGINT and SIGTERM, and to read its configuration anew,
// SIGHUP.

#include <thread>

namespace boomerang::app {

// Blocks them in this thread and in every thread that it starts from now on, so that wait()
// gets them. SIGPIPE is ignored.
void block_signals();

// Waits for one of them, and tells which.
int wait_for_signal();

// From now on the next one that asks to stop ends the process at once, with exit code 128 plus its
// number. What was accepted is in the log, and is handled after the next start.
class ForcedStop {
 public:
  ForcedStop();
  ~ForcedStop();

 private:
  std::jthread thread_;
};

}  // namespace boomerang::app
