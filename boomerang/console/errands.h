#pragma once

// A thread for what would keep an event loop waiting.

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace boomerang::console {

// Threads: any, but for start() and stop().
// Bounds:  a number of errands that wait.
class Errands {
 public:
  explicit Errands(std::size_t waiting_max = 32) : waiting_max_(waiting_max) {}
  ~Errands() { stop(); }

  void start();

  // Destroys the errands that wait at once, and returns after the one that is running.
  void stop();

  // One after another, in order. False, and it is destroyed: too many wait, or it was stopped.
  bool run(std::function<void()> errand);

 private:
  void work();

  const std::size_t waiting_max_;
  std::mutex mutex_;  // For all below.
  std::condition_variable wake_;
  std::deque<std::function<void()>> waiting_;
  bool stopping_ = false;

  std::jthread thread_;
};

}  // namespace boomerang::console
