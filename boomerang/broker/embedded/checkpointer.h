#pragma once

// Moves the write-ahead log of a file into it, on a thread of its own, so that the thread which
// appends need not wait for that.

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "boomerang/base/result.h"

namespace boomerang::broker {

// Threads: one, that of the appender.
class Checkpointer {
 public:
  Checkpointer(std::filesystem::path file, std::string vfs);
  ~Checkpointer();  // Waits for the checkpoint that is running.

  // Starts a checkpoint unless there is one running.
  void request();

  // What a checkpoint came to, once for each. A fault means that the file must be opened anew.
  std::optional<Result<void>> finished();

 private:
  enum class State { idle, wanted, finished, stopping };

  void run();
  Result<void> checkpoint() const;

  const std::filesystem::path file_;
  const std::string vfs_;
  std::mutex mutex_;
  std::condition_variable wake_;
  State state_ = State::idle;
  Result<void> result_;
  std::atomic<bool> any_{false};  // Whether state_ is `finished`; spares the lock.
  std::jthread thread_;
};

}  // namespace boomerang::broker
