#pragma once

// Reads on in the log what is appended, for those who look at it: the requests of all routes into a
// journal, and single topics for tails. Reads nothing while nobody looks.
//
// It is no member of a group and commits nothing: whoever handles the messages notices nothing of
// it.

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "boomerang/base/clock.h"
#include "boomerang/broker/broker.h"
#include "boomerang/console/journal.h"
#include "boomerang/console/log_browser.h"
#include "boomerang/console/watched_routes.h"

namespace boomerang::console {

// What is appended to one topic from now on, for one who takes it from time to time.
//
// Threads: any.
// Bounds:  what is not taken; more is counted and left out.
class Tail {
 public:
  using Wanted = std::function<bool(const broker::Entry&)>;

  struct Taken {
    std::vector<std::string> messages = {};  // As message.h, in the order in which they were read.
    std::size_t skipped = 0;                 // Wanted ones that came after these.
    bool live = false;                       // Whether the place to begin at stands.
    std::string fault = {};                  // Why it is not, or the log cannot be read.
  };

  // `wanted` is called on the follower's thread.
  Tail(std::string topic, std::vector<broker::Partition> partitions, Wanted wanted)
      : topic_(std::move(topic)), partitions_(std::move(partitions)), wanted_(std::move(wanted)) {}

  Taken take();

 private:
  friend class Follower;
  static constexpr std::size_t messages_max = 100;

  void add(const std::vector<broker::Entry>& entries);
  void fail(std::string fault);
  void begin();

  const std::string topic_;
  const std::vector<broker::Partition> partitions_;
  const Wanted wanted_;
  std::mutex mutex_;
  Taken taken_;
};

// Threads: any, but for start() and stop().
class Follower {
 public:
  struct Options {
    std::size_t history = 1'000;  // Entries of each topic, from before somebody looked.
    Duration look_again = std::chrono::milliseconds(50);
    Duration try_again = std::chrono::seconds(1);  // After a fault.
    Duration patience = std::chrono::seconds(60);  // After the last look at the journal.
  };

  // All must outlive it.
  Follower(broker::Broker& broker, const Clock& clock, Journal& journal)
      : Follower(Options{}, broker, clock, journal) {}
  Follower(Options options, broker::Broker& broker, const Clock& clock, Journal& journal);
  ~Follower();  // As stop().

  void start();
  void stop();

  // Whose requests the journal has: from now on, and those of before anew.
  void follow(std::shared_ptr<const WatchedRoutes> routes);

  // Somebody looks at the journal. To be said again within Options::patience; it is empty after
  // that.
  void look();

  // Ends when nobody else holds it.
  std::shared_ptr<Tail> tail(std::string topic, std::vector<broker::Partition> partitions,
                             Tail::Wanted wanted);

  struct Status {
    bool live = false;                     // The journal has all that is appended.
    std::vector<std::string> faults = {};  // Why not.
    bool operator==(const Status&) const = default;
  };
  Status status() const;

 private:
  struct Source {
    std::string topic;
    TopicKind kind;
    std::unique_ptr<broker::Reader> reader;
  };
  struct Followed {
    std::weak_ptr<Tail> tail;
    std::unique_ptr<broker::Reader> reader;  // Null: to be opened.
    Instant not_before{};
  };

  void run();
  void wait(bool had_something);
  bool take_calls();
  bool read_journal();
  Result<void> open_journal();
  void close_journal();
  bool read_tails();
  bool read_tail(Followed& followed);
  void tell(bool live, std::vector<std::string> faults);

  const Options options_;
  broker::Broker& broker_;
  const Clock& clock_;
  Journal& journal_;
  LogBrowser browser_;

  // Its thread's.
  std::shared_ptr<const WatchedRoutes> routes_;
  std::vector<Source> sources_;  // Empty: the journal is closed.
  Instant not_before_{};         // For opening it, after a fault.
  std::list<Followed> tails_;

  mutable std::mutex mutex_;  // For all below.
  std::condition_variable wake_;
  bool stopping_ = false;
  bool called_ = false;
  std::optional<Instant> looked_;
  std::shared_ptr<const WatchedRoutes> new_routes_;
  std::vector<std::shared_ptr<Tail>> new_tails_;
  Status status_;

  std::jthread thread_;
};

}  // namespace boomerang::console
