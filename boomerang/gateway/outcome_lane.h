#pragma once

// Follows one partition of replies for all who look for outcomes in it.
//
// It begins where the first of them asks for, and keeps what it has read, up to a bound: whoever
// asks for something between there and the end is answered without reading again. Somebody who asks
// for an earlier place makes it begin anew from there.
//
// Threads: any; it reads on one of its own, and tells its news there.

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

#include "boomerang/base/clock.h"
#include "boomerang/base/result.h"
#include "boomerang/broker/broker.h"
#include "boomerang/gateway/outcome_search.h"

namespace boomerang::gateway {

class OutcomeLane {
 public:
  struct Options {
    std::size_t searches_max = 1'000;
    std::size_t kept_max = 100'000;                       // Outcomes, ...
    std::size_t kept_bytes_max = 32 * 1024 * 1024;        // ...and the bytes of their bodies.
    Duration idle_max = std::chrono::seconds(60);         // Without a search: then all is let go.
    Duration look_again = std::chrono::milliseconds(50);  // At the end of the log.
  };

  // `broker` must outlive it.
  OutcomeLane(Options options, ReplyAddress place, broker::Broker& broker);
  ~OutcomeLane();  // As stop().

  using Number = std::uint64_t;

  // Tells `waiting` at most once, when the end of the log has been reached, and at most one other
  // thing. Never tells from within this call.
  // Fails: busy  too many searches
  Result<Number> start(RequestKey key, broker::Offset from, TellSearch tell);

  // Once it returns, nothing more is told, unless that has begun.
  void give_up(Number number);

  // Whether nobody looks for anything.
  bool is_idle() const;

  // Ends all searches, untold.
  void stop();

 private:
  struct Search {
    RequestKey key;
    broker::Offset from = 0;
    TellSearch tell;
    bool is_new = true;     // What is kept has not been looked through for it.
    bool is_whole = false;  // Nothing has been dropped of what it is to look through.
    bool told_waiting = false;
  };
  struct Kept {
    broker::Offset offset = 0;
    RequestId id;
    SharedEnding ending;
  };
  using Heard = std::vector<std::pair<TellSearch, SharedEnding>>;

  void run();
  bool wait_for_search();
  bool rewind();
  bool begin_at(broker::Offset from);
  void look_through_kept();
  void forget_kept();
  void read();
  void keep(const broker::Entry& entry, Heard& found);
  void at_end();
  void fail(SearchNews news);

  const Options options_;
  const ReplyAddress place_;
  broker::Broker& broker_;

  // The lane's thread only:
  std::unique_ptr<broker::Reader> reader_;
  broker::Offset base_ = 0;  // What is kept begins here, ...
  broker::Offset next_ = 0;  // ...and ends before here.
  std::deque<Kept> kept_;
  std::unordered_multimap<RequestId, SharedEnding> by_id_;
  std::size_t kept_bytes_ = 0;

  mutable std::mutex mutex_;  // For what follows.
  std::condition_variable changed_;
  bool stopping_ = false;
  Number last_ = 0;
  std::map<Number, Search> searches_;

  std::jthread thread_;
};

}  // namespace boomerang::gateway
