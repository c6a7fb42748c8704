#pragma once

// Finds what became of a request in the log itself: whoever has the place to begin at finds it,
// also after a restart and at another gateway. The outcome lies at or after the position that the
// gateway had read to when it published the request, so no clock is asked and nothing before it is
// read.
//
// Threads: any. News comes on threads of the finder, and must not wait.

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "boomerang/base/result.h"
#include "boomerang/broker/broker.h"
#include "boomerang/gateway/outcome_lane.h"
#include "boomerang/gateway/outcome_search.h"

namespace boomerang::gateway {

class OutcomeFinder {
 public:
  struct Options {
    std::size_t lanes_max = 16;  // Partitions that are looked through at a time.
    OutcomeLane::Options lane = {};
  };

  explicit OutcomeFinder(broker::Broker& broker) : OutcomeFinder(Options{}, broker) {}
  OutcomeFinder(Options options, broker::Broker& broker)  // `broker` must outlive it.
      : options_(options), broker_(broker) {}

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
  std::mutex mutex_;
  bool stopped_ = false;
  std::map<std::pair<std::string, broker::Partition>, std::shared_ptr<OutcomeLane>> lanes_;
};

}  // namespace boomerang::gateway
