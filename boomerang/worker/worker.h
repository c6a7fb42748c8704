#pragma once

// The idempotent consumer: reads events, has them handled once in effect, publishes what became of
// them, and only then commits their offsets.
//
// One thread takes what is there (no timer), decides it in one transaction (batch.h), appends the
// outcomes, and goes on while they are being acknowledged. An offset is committed when every event
// before it has its outcome, and its dead letter if it is one, acknowledged. So whatever crashes,
// an event is delivered again until it is done, and what is done is answered from the inbox with
// the same bytes.

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "boomerang/base/clock.h"
#include "boomerang/base/random.h"
#include "boomerang/base/result.h"
#include "boomerang/broker/broker.h"
#include "boomerang/store/store.h"
#include "boomerang/worker/batch.h"
#include "boomerang/worker/handler.h"
#include "boomerang/worker/parked.h"
#include "boomerang/worker/publisher.h"
#include "boomerang/worker/retry.h"
#include "boomerang/worker/watermark.h"

namespace boomerang::worker {

struct Options {
  std::string group;
  std::string topic;
  std::string outcomes_topic;
  std::string dead_letters_topic;
  std::string source;  // Which worker: `ce_source` of the outcomes.
  std::size_t batch_max = 256;
  RetryPolicy retry = {};
  // How long a request is known. Must be longer than the topic keeps its events.
  std::chrono::seconds inbox_age_max = std::chrono::hours(14 * 24);
  std::size_t parked_max = 1000;      // In each partition: waiting to be tried again.
  std::size_t unsettled_max = 20000;  // Outcomes that are not acknowledged yet.
  std::size_t window_max = 100000;    // In each partition: events after an unfinished one.
  // How long an outcome may wait for others before it goes to the outcomes topic. Replies go at
  // once.
  Duration outcome_wait = std::chrono::milliseconds(10);
  Duration stop_wait = std::chrono::seconds(5);  // For outcomes, at stop().
};

// Since the start.
struct Counters {
  std::uint64_t handled = 0;
  std::uint64_t replayed = 0;
  std::uint64_t mismatched = 0;
  std::uint64_t failed_attempts = 0;
  std::uint64_t dead_letters = 0;
  std::uint64_t batches = 0;
  std::uint64_t store_troubles = 0;  // Batches that were undone and tried again.
  std::uint64_t unacknowledged = 0;  // Outcomes that had to be appended again.
  std::uint64_t refused = 0;         // Replies and dead letters that the broker would not take.
};

// Threads: one at a time, but for counters(), running() and ready().
// Bounds:  at parked_max, unsettled_max or window_max nothing more is read until there is room.
class Worker {
 public:
  // `broker`, `store`, `clock` and `random` must outlive the worker; `random` is used by its
  // thread. The store is migrated, the topics are there.
  //
  // Fails: invalid  an option is out of its bounds, a topic is missing, or the inbox would forget
  //                 requests that the topic still keeps
  //        busy     the store or the broker is away
  static Result<std::unique_ptr<Worker>> open(Options options, AnyHandler handler,
                                              broker::Broker& broker, store::Store& store,
                                              const Clock& clock, Random& random);

  // Stops.
  ~Worker();

  // Runs step() on a thread of its own until stop(), or until a fault that step() does not mend.
  void start();

  // Ends after the batch that is running: waits for its outcomes, commits offsets. What is parked
  // is left to the next worker of the group. Calling it again does nothing.
  void stop();

  // One turn: reads up to a batch, waiting up to `wait` for the first event; decides it; appends;
  // commits offsets. Not after start().
  //
  // Fails: closed   the broker is closed, or stop() was called
  //        corrupt  the log is not what was written. It must not be read past that place
  // Trouble that can pass is logged, counted and tried again at a later step.
  Result<void> step(Duration wait);

  // Threads: any.
  Counters counters() const;
  // Whether events are being handled: false before start(), after stop() and after a fault.
  bool running() const { return running_; }
  // And whether the group knows this worker, so that an event need not wait for that.
  bool ready() const { return running_ && joined_; }

 private:
  struct Count {
    std::atomic<std::uint64_t> handled, replayed, mismatched, failed_attempts, dead_letters,
        batches, store_troubles, unacknowledged;
  };

  // One that this member has.
  struct Partition {
    Watermark watermark;
    broker::Offset committed = -1;
  };

  Worker(Options options, PublisherOptions publisher, AnyHandler handler, broker::Broker& broker,
         std::unique_ptr<broker::Consumer> consumer, std::unique_ptr<store::Session> session,
         store::BatchStyle style, const Clock& clock, Random& random);

  void run();
  void drain();
  bool has_room() const;
  Duration limited(Duration wait) const;
  Result<void> read(Duration wait);
  void take(broker::Entry entry);
  void forget(broker::Partition partition);
  void decide();
  void apply(Delivery delivery, Decision decision);
  void count(const Delivery& delivery, End end);
  void settle();
  void commit_offsets();
  void prune();

  const Options options_;
  const Clock& clock_;
  Random& random_;
  const std::unique_ptr<broker::Consumer> consumer_;
  const std::unique_ptr<store::Session> session_;
  Batch batch_;
  Publisher publisher_;

  std::map<broker::Partition, Partition> partitions_;
  Parked parked_;
  std::vector<Delivery> ready_;  // The next batch; kept after the store's trouble.
  int troubles_ = 0;             // Of the store, in a row.
  Instant not_before_{};         // For `ready_`, after trouble.
  Instant next_prune_{};

  Count count_{};
  std::atomic<bool> stopping_{false};
  std::atomic<bool> running_{false};
  std::atomic<bool> joined_{false};
  std::jthread thread_;
};

}  // namespace boomerang::worker
