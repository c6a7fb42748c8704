#pragma once

#include <cstddef>
#include <deque>
#include <optional>

#include "boomerang/broker/broker.h"

namespace boomerang::worker {

// How far one partition is done, when its events end in any order: the committed offset must not
// pass an event whose outcome is not acknowledged.
//
// Threads: one at a time.
class Watermark {
 public:
  // The event at `offset` has been read. False if it, or one after it, was before: the caller has
  // it already.
  bool start(broker::Offset offset);

  // Nothing is left to do for the event at `offset`, which was started.
  void finish(broker::Offset offset);

  // Where to go on after a restart: everything before is finished. Empty until one was started.
  std::optional<broker::Offset> next() const { return next_; }

  // The events from the first unfinished one to the last started.
  std::size_t open() const { return events_.size(); }

 private:
  struct Event {
    broker::Offset offset;
    bool finished;
  };

  std::deque<Event> events_;  // By offset; the first is unfinished.
  std::optional<broker::Offset> next_;
  broker::Offset last_ = -1;
};

}  // namespace boomerang::worker
