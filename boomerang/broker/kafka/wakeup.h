#pragma once

#include <librdkafka/rdkafka.h>

#include <atomic>
#include <memory>

#include "boomerang/base/clock.h"
#include "boomerang/base/result.h"

namespace boomerang::broker::kafka {

// What one thread waits for: records in librdkafka's queues, or somebody's call.
//
// Whoever waits calls clear() first, then looks at everything that could have changed, then
// wait(). In another order a wakeup between the look and the clear would be lost.
//
// Threads: raise() and end() any; the rest one.
class Wakeup {
 public:
  // Fails: busy  the process has no file descriptor left
  static Result<std::shared_ptr<Wakeup>> make();
  Wakeup(const Wakeup&) = delete;
  ~Wakeup();

  // Raised from now on whenever `queue` stops being empty. Must outlive the queue's client.
  void watch(rd_kafka_queue_t* queue);

  void clear();
  // Returns when raised, or after `longest`.
  void wait(Duration longest);

  void raise();
  // Raises, now and for ever.
  void end();
  bool ended() const { return ended_.load(); }

 private:
  explicit Wakeup(int descriptor) : descriptor_(descriptor) {}

  const int descriptor_;
  std::atomic<bool> ended_{false};
};

}  // namespace boomerang::broker::kafka
