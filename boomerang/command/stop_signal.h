#pragma once

#include <csignal>

#include "boomerang/base/clock.h"

namespace boomerang::command {

// SIGINT and SIGTERM, waited for instead of dying of them. From its making on they no longer end
// the process.
//
// Threads: one; make it before any other thread starts.
class StopSignal {
 public:
  StopSignal();
  StopSignal(const StopSignal&) = delete;
  ~StopSignal();  // They do what they did before.

  // Waits up to `limit`, and says whether one came.
  bool wait(Duration limit);

 private:
  sigset_t signals_;
  sigset_t before_;
};

}  // namespace boomerang::command
