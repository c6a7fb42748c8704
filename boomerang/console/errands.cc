#include "boomerang/console/errands.h"

#include <utility>

#include "boomerang/base/thread.h"

namespace boomerang::console {

void Errands::start() {
  thread_ = start_thread("console-errands", [this] { work(); });
}

void Errands::stop() {
  std::deque<std::function<void()>> dropped;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    dropped.swap(waiting_);
  }
  wake_.notify_all();
  dropped.clear();
  if (thread_.joinable()) thread_.join();
}

bool Errands::run(std::function<void()> errand) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || waiting_.size() >= waiting_max_) return false;
    waiting_.push_back(std::move(errand));
  }
  wake_.notify_one();
  return true;
}

void Errands::work() {
  for (;;) {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
    if (stopping_) return;
    const auto errand = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    errand();
  }
}

}  // namespace boomerang::console
