#pragma once

// Follows one partition of replies for all who look for outcomes in it.
//
// It begins where the first of them asks for, and keeps what it has read, up to a bound: whoever
// asks for something between there and the end is answered without reading again. What lies before
// that is read in a pass of its own, once the one that is under way has come to its end.
//
// All who ask for one outcome listen to one search. It goes on when the last of them has left, up
// to the end of the log as it was then, and how far it got is remembered: whoever comes again goes
// on from there. What is found is remembered among the known requests.
//
// Threads: any; it reads on one of its own, and tells its news there.

#include <atomic>
#include <compare>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include "boomerang/base/clock.h"
#include "boomerang/base/result.h"
#include "boomerang/broker/broker.h"
#include "boomerang/gateway/outcome_search.h"

namespace boomerang::gateway {

class OutcomeLane {
 public:
  struct Options {
    std::size_t searches_max = 1'000;  // Outcomes that are looked for, by however many.
    std::size_t kept_max = 100'000;    // Outcomes, ...
    std::size_t kept_bytes_max = 32 * 1024 * 1024;        // ...and the bytes of their bodies.
    Duration idle_max = std::chrono::seconds(60);         // Without a search: then all is let go.
    Duration look_again = std::chrono::milliseconds(50);  // At the end of the log.
    // Reads without anything after which the log is taken to show no more than it has shown.
    int quiet_max = 100;
    int failures_max = 3;  // Reads that fail in a row: the log cannot be read.
  };

  // `broker` and `known` must outlive it.
  OutcomeLane(Options options, ReplyAddress place, broker::Broker& broker, KnownRequests& known);
  ~OutcomeLane();  // As stop().

  using Number = std::uint64_t;

  // Tells `waiting` at most once, when what was the end of the log at this call has been reached,
  // and at most one other thing. Never tells from within this call.
  // Fails: busy  too many outcomes are looked for, each by somebody who listens
  Result<Number> start(const RequestKey& key, broker::Offset from, TellSearch tell);

  // Once it returns, nothing more is told, unless that has begun.
  void give_up(Number number);

  // Whether nobody listens, and nothing is left to be looked through.
  bool is_idle() const;

  // Ends all searches, untold, and the thread soon: does not wait for it.
  void retire();

  // Whether the thread is done. Then nothing that is done with the lane waits.
  bool has_ended() const { return has_ended_; }

  // As retire(), and waits for the thread, which may be inside a call to the broker.
  void stop();

 private:
  struct Sought {
    RequestId id;
    std::uint64_t payload = 0;
    broker::Offset from = 0;
    auto operator<=>(const Sought&) const = default;
  };
  struct Search {
    Number born = 0;        // The first who listened...
    Number asked = 0;       // ...and the last.
    broker::Offset at = 0;  // Up to here it has been looked through.
    bool is_whole = true;   // The log has dropped nothing of what lies before.
    bool is_quiet = false;  // The log shows no more, though it has not come to the end.
    bool has_told = false;  // `waiting`, to all who listen.
    std::optional<broker::Offset> end = {};  // Of the log, when the last began to listen.
    std::map<Number, std::pair<TellSearch, bool>> listeners = {};  // Whether told `waiting`.

    bool is_finished() const { return is_quiet || (end && at >= *end); }
    bool is_wanted() const { return !listeners.empty() || !is_finished(); }
  };
  using Searches = std::map<Sought, Search>;
  struct Kept {
    broker::Offset offset = 0;
    RequestId id;
    SharedEnding ending;
  };
  struct Heard {
    RequestKey key;
    SharedEnding ending;
    std::vector<TellSearch> tell = {};
  };

  void run();
  bool wait_until_wanted();
  bool make_room();
  bool learn_ends();
  bool aim();
  bool begin_at(broker::Offset from, broker::Offset end);
  void look_through_kept();
  void forget_kept();
  void read();
  void keep(const broker::Entry& entry, std::vector<Heard>& heard);
  Searches::iterator take(Searches::iterator found, const SharedEnding& ending,
                          std::vector<Heard>& heard);
  void announce(const std::vector<Heard>& heard);
  void nothing_came();
  void tell_ends();
  void fail(SearchNews news);

  const Options options_;
  const ReplyAddress place_;
  broker::Broker& broker_;
  KnownRequests& known_;

  // The lane's thread only:
  std::unique_ptr<broker::Reader> reader_;
  broker::Offset base_ = 0;      // What is kept begins here, ...
  broker::Offset next_ = 0;      // ...and ends before here.
  broker::Offset pass_end_ = 0;  // Nobody who asks for earlier makes it begin anew before here.
  int quiet_ = 0;
  int failures_ = 0;
  std::deque<Kept> kept_;
  std::unordered_multimap<RequestId, std::pair<broker::Offset, SharedEnding>> by_id_;
  std::size_t kept_bytes_ = 0;

  mutable std::mutex mutex_;  // For what follows.
  std::condition_variable changed_;
  bool stopping_ = false;
  bool is_paused_ = false;  // The log could not be read: until somebody asks again.
  Number last_ = 0;
  Searches searches_;
  std::unordered_map<Number, Searches::iterator> by_number_;

  std::atomic<bool> has_ended_{false};
  std::jthread thread_;
};

}  // namespace boomerang::gateway
