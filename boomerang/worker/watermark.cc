#include "boomerang/worker/watermark.h"

#include <algorithm>

#include "boomerang/base/check.h"

namespace boomerang::worker {

bool Watermark::start(broker::Offset offset) {
  if (offset <= last_) return false;
  last_ = offset;
  if (events_.empty()) next_ = offset;
  events_.push_back({offset, false});
  return true;
}

void Watermark::finish(broker::Offset offset) {
  const auto found =
      std::lower_bound(events_.begin(), events_.end(), offset,
                       [](const Event& event, broker::Offset at) { return event.offset < at; });
  check(found != events_.end() && found->offset == offset && !found->finished,
        "an event is finished once, after it was started");
  found->finished = true;
  while (!events_.empty() && events_.front().finished) events_.pop_front();
  next_ = events_.empty() ? last_ + 1 : events_.front().offset;
}

}  // namespace boomerang::worker
