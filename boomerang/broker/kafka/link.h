#pragma once

// What the parts of one KafkaBroker know together, and its readers still know when it is gone:
// whether there are brokers to talk to, and whether it is all over.

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "boomerang/base/clock.h"
#include "boomerang/base/result.h"
#include "boomerang/broker/kafka/wakeup.h"

namespace boomerang::broker::kafka {

// Threads: any.
class Link {
 public:
  enum class State {
    connecting,  // Nothing was heard yet.
    up,
    away,  // No broker can be reached.
  };

  State state() const { return state_; }
  void set_state(State state);

  // Why a broker does not let us in: its certificate, our password, a name that leads nowhere. Told
  // by health() until a broker answers.
  void refused(std::string why);

  // The producer can do no more, and another one must take its place.
  void ask_for_producer();

  // What there is to do for the thread that keeps the link.
  enum class Task { end, new_producer, probe };
  // Waits for a task. `probe` comes while the brokers are not up, after `pause`.
  Task next_task(Duration pause);

  // Ends `wakeup` when the link is closed; at once if it is.
  void add(const std::shared_ptr<Wakeup>& wakeup);
  void close();
  bool closed() const { return closed_; }

  // Nothing if calls can succeed.
  // Fails: busy    no broker can be reached, or none has been yet
  //        closed  after close()
  Result<void> health() const;

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  // Written with the lock held.
  std::atomic<State> state_{State::connecting};
  std::atomic<bool> closed_{false};
  bool wants_producer_ = false;
  std::string refusal_;
  std::vector<std::weak_ptr<Wakeup>> wakeups_;
};

}  // namespace boomerang::broker::kafka
