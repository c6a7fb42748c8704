#include "boomerang/broker/embedded/checkpointer.h"

#include <utility>

#include "boomerang/base/kill_point.h"
#include "boomerang/base/thread.h"
#include "boomerang/sqlite/database.h"
#include "boomerang/sqlite/wal.h"

namespace boomerang::broker {

Checkpointer::Checkpointer(std::filesystem::path file, std::string vfs)
    : file_(std::move(file)),
      vfs_(std::move(vfs)),
      thread_(start_thread("log checkpoint", [this] { run(); })) {}

Checkpointer::~Checkpointer() {
  {
    const std::lock_guard lock(mutex_);
    state_ = State::stopping;
  }
  wake_.notify_one();
}

void Checkpointer::request() {
  {
    const std::lock_guard lock(mutex_);
    if (state_ != State::idle) return;
    state_ = State::wanted;
  }
  wake_.notify_one();
}

std::optional<Result<void>> Checkpointer::finished() {
  if (!any_.load(std::memory_order_relaxed)) return std::nullopt;
  const std::lock_guard lock(mutex_);
  any_ = false;
  state_ = State::idle;
  return std::exchange(result_, {});
}

void Checkpointer::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [this] { return state_ == State::wanted || state_ == State::stopping; });
    if (state_ == State::stopping) return;
    lock.unlock();
    auto result = checkpoint();
    lock.lock();
    if (state_ == State::stopping) return;
    result_ = std::move(result);
    state_ = State::finished;
    any_ = true;
  }
}

Result<void> Checkpointer::checkpoint() const {
  auto database = sqlite::Database::open(file_, {.vfs = vfs_});
  if (!database) return database.fault();
  sqlite::Wal wal(**database);
  BOOMERANG_KILL_POINT("log.checkpoint.before_move");
  const auto moved = wal.checkpoint();
  BOOMERANG_KILL_POINT("log.checkpoint.after_move");
  if (!moved) return moved.fault();
  return {};
}

}  // namespace boomerang::broker
