#pragma once

// Finds what became of a request in the log itself: whoever has the place to begin at finds it,
// also after a restart and at another gateway. The outcome lies at or after the position that the
// gateway had read to when it published the request, so no clock is asked and nothing before it is
// read.
//
// Threads: any, and none waits for the broker but in stop(). News comes on threads of the finder,
//          and must not wait.

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "boomerang/base/result.h"
#include "boomerang/broker/broker.h"
#include "boomerang/gateway/outcome_lane.h"
#include "boomerang/gateway/outcome_search.h"

namespace boomerang::gateway {

class OutcomeFinder {
 public:
  struct Options {
    // Partitions that are looked through at a time. As many again may be about to end.
    std::size_t lanes_max = 16;
    OutcomeLane::Options lane = {};
  };

  // Both must outlive it. What is found is remembered in `known`.
  OutcomeFinder(broker::Broker& broker, KnownRequests& known)
      : OutcomeFinder(Options{}, broker, known) {}
  OutcomeFinder(Options options, broker::Broker& broker, KnownRequests& known)
      : options_(options), broker_(broker), known_(known) {}

  struct Handle {
    std::shared_ptr<OutcomeLane> lane;
    OutcomeLane::Number number = 0;
  };

  // As OutcomeLane::start().
  // Fails: busy    too many searches, or too many partitions
  //        closed  stopped
  Result<Handle> start(const OutcomeSearch& search, TellSearch tell);

  // As OutcomeLane::give_up().
  static void give_up(const Handle& handle) { handle.lane->give_up(handle.number); }

  // Ends all searches, untold. Calling it again does nothing.
  void stop();

 private:
  std::shared_ptr<OutcomeLane> lane_of(const ReplyAddress& place);

  const Options options_;
  broker::Broker& broker_;
  KnownRequests& known_;
  std::mutex mutex_;
  bool stopped_ = false;
  std::map<std::pair<std::string, broker::Partition>, std::shared_ptr<OutcomeLane>> lanes_;
  std::vector<std::shared_ptr<OutcomeLane>> retired_;  // Until their threads are done.
};

}  // namespace boomerang::gateway
