#include "boomerang/store/sqlite/checkpointer.h"

#include "boomerang/base/log.h"
#include "boomerang/base/thread.h"

namespace boomerang::store {

Result<std::unique_ptr<Checkpointer>> Checkpointer::start(const std::filesystem::path& file,
                                                          const sqlite::Options& options) {
  auto database = sqlite::Database::open(file, options);
  if (!database) return database.fault();
  std::unique_ptr<Checkpointer> checkpointer(new Checkpointer(*std::move(database)));
  checkpointer->thread_ = start_thread("checkpoint", [self = checkpointer.get()] { self->run(); });
  return checkpointer;
}

Checkpointer::~Checkpointer() {
  {
    const std::scoped_lock lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
}

void Checkpointer::wake() {
  {
    const std::scoped_lock lock(mutex_);
    wanted_ = true;
  }
  changed_.notify_all();
}

void Checkpointer::checkpoint() {
  const std::scoped_lock lock(database_mutex_);
  // Nothing is lost when it fails: the WAL keeps all, and the next one starts where this did.
  const auto done = database_->integer("PRAGMA wal_checkpoint(PASSIVE)");
  if (!done) log::warn("checkpoint failed", {{"error", done.fault().what}});
}

void Checkpointer::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [&] { return wanted_ || ending_; });
    if (ending_) return;
    wanted_ = false;
    lock.unlock();
    checkpoint();
    lock.lock();
  }
}

}  // namespace boomerang::store
