#pragma once

// Moves what was committed from the WAL into the database file, on a thread and a connection of
// its own, so that a commit waits for one sync only.
//
// A checkpoint beside a busy writer never quite reaches the end of the WAL, and the WAL starts
// over only when it did. Its length is therefore the session's affair as well: see session.h.

#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <thread>

#include "boomerang/base/result.h"
#include "boomerang/sqlite/database.h"

namespace boomerang::store {

// Threads: any.
class Checkpointer {
 public:
  // Fails: as Database::open()
  static Result<std::unique_ptr<Checkpointer>> start(const std::filesystem::path& file,
                                                     const sqlite::Options& options);

  // Waits for the checkpoint that is running.
  ~Checkpointer();

  // Asks for a checkpoint; returns at once. One that is asked for while one runs comes after it.
  void wake();

  // Checkpoints before it returns, after the one that is running. While nobody writes or reads,
  // this empties the WAL: the next write starts it over.
  void checkpoint();

 private:
  explicit Checkpointer(std::unique_ptr<sqlite::Database> database)
      : database_(std::move(database)) {}
  void run();

  std::mutex database_mutex_;
  const std::unique_ptr<sqlite::Database> database_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool wanted_ = false;
  bool ending_ = false;
  std::jthread thread_;  // Last: it uses all of the above.
};

}  // namespace boomerang::store
