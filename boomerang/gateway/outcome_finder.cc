#include "boomerang/gateway/outcome_finder.h"

namespace boomerang::gateway {

Result<OutcomeFinder::Handle> OutcomeFinder::start(const OutcomeSearch& search, TellSearch tell) {
  const std::lock_guard lock(mutex_);
  if (stopped_) return Fault{FaultKind::closed, "the finder has been stopped"};
  auto lane = lane_of(search.place);
  if (!lane) return Fault{FaultKind::busy, "too many partitions are looked through"};
  const auto number = lane->start(search.key, search.from, std::move(tell));
  if (!number) return number.fault();
  return Handle{std::move(lane), *number};
}

std::shared_ptr<OutcomeLane> OutcomeFinder::lane_of(const ReplyAddress& place) {
  auto& lane = lanes_[{place.topic, place.partition}];
  if (lane) return lane;
  if (lanes_.size() > options_.lanes_max) {
    std::erase_if(lanes_, [](const auto& one) { return one.second && one.second->is_idle(); });
  }
  if (lanes_.size() > options_.lanes_max) {
    lanes_.erase({place.topic, place.partition});
    return nullptr;
  }
  lane = std::make_shared<OutcomeLane>(options_.lane, place, broker_);
  return lane;
}

void OutcomeFinder::stop() {
  const std::lock_guard lock(mutex_);
  stopped_ = true;
  for (const auto& [place, lane] : lanes_) lane->stop();
  lanes_.clear();
}

}  // namespace boomerang::gateway
