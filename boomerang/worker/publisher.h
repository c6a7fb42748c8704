#pragma once

// Sends what was decided: outcomes to the outcomes topic and to whoever waits for them, dead
// letters to theirs; and tells when all copies of an event's are acknowledged.

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "boomerang/base/clock.h"
#include "boomerang/broker/broker.h"
#include "boomerang/worker/batch.h"
#include "boomerang/worker/delivery.h"

namespace boomerang::worker {

struct PublisherOptions {
  std::string topic;  // Where the events come from.
  std::string outcomes_topic;
  std::string dead_letters_topic;
  // Of the outcomes topic. An outcome lies in the partition that its event lies in, if there is
  // one: what was read as one batch is written as one. Else where its key belongs.
  broker::Partition outcomes_partitions = 0;
  // How long an outcome for the world may wait for more of them. Nobody waits for it as a client
  // does for a reply, and each append to a log costs much the same, however many records it has.
  Duration outcome_wait{0};
};

// Threads: one at a time, but for interrupt(). Acknowledgements come on any thread, also after the
// publisher is gone.
class Publisher {
 public:
  // `broker` and `clock` must outlive the publisher.
  Publisher(PublisherOptions options, broker::Broker& broker, const Clock& clock);

  // Appends all that the decision asks for, the outcome for the world perhaps later. An outcome
  // whose reply topic is the outcomes topic is appended once, to the reply partition. A mismatch is
  // for its sender only: the outcomes topic tells the world what became of the request, and that is
  // the first payload's.
  void publish(Delivery delivery, Decision decision);

  // When outcomes that wait are to be appended; nothing if none does.
  std::optional<Instant> due() const;

  // Appends those that wait, if they are due or many.
  void append_due();
  // Appends them all.
  void append_waiting();

  struct Settled {
    Delivery delivery;
    bool acknowledged;  // If not, a copy may be missing: decide and publish again.
  };

  // The deliveries of which each copy was acknowledged or refused since the last call. A reply
  // that the broker refuses for good (there is no such topic) is given up, and counted.
  std::vector<Settled> settled();

  // Waits until an acknowledgement comes, interrupt() is called, or `wait` is over.
  void wait(Duration wait);

  // Ends the wait() that is running, or the next one, at once. Threads: any.
  void interrupt();

  // The partition is another member's now: acknowledgements for it mean nothing any more.
  void forget(broker::Partition partition);

  // Deliveries that are not settled.
  std::size_t open() const { return flights_.size() + without_copies_.size(); }

  // Copies that were refused for good. Threads: any.
  std::uint64_t refused() const { return refused_.load(std::memory_order_relaxed); }

 private:
  enum class Copy { outcome, reply, sole_outcome, dead_letter };

  // One event's copies on their way.
  struct Flight {
    Delivery delivery;
    int copies = 0;
    bool failed = false;
  };

  struct Acknowledgement {
    std::uint64_t flight;
    Copy copy;
    Result<broker::Place> place;
  };

  // An outcome for the world that is not appended yet.
  struct Waiting {
    std::uint64_t flight;
    std::optional<broker::Partition> partition;
    Record outcome;
  };

  // What the broker's threads and the worker share.
  struct Mailbox {
    std::mutex mutex;
    std::condition_variable changed;
    std::vector<Acknowledgement> acknowledgements;
    bool interrupted = false;
  };

  broker::Broker::Appended acknowledgement(std::uint64_t flight, Copy copy) const;
  int append_outcome(std::uint64_t flight, const Delivery& delivery, Decision& decision);
  void settle(const Acknowledgement& acknowledgement, std::vector<Settled>& settled);
  void note(Flight& flight, Copy copy, const Fault& fault);

  const PublisherOptions options_;
  broker::Broker& broker_;
  const Clock& clock_;
  const std::shared_ptr<Mailbox> mailbox_ = std::make_shared<Mailbox>();
  std::unordered_map<std::uint64_t, Flight> flights_;
  std::vector<Waiting> waiting_;          // In the order of the decisions.
  Instant due_{};                         // If there are any.
  std::vector<Delivery> without_copies_;  // Nobody is told, so there is nothing to wait for.
  std::uint64_t last_flight_ = 0;
  std::atomic<std::uint64_t> refused_{0};
};

}  // namespace boomerang::worker
