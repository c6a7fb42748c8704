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

// A lane that has to go may be inside a call to the broker, so nobody waits for it here: it is kept
// until its thread is done.
std::shared_ptr<OutcomeLane> OutcomeFinder::lane_of(const ReplyAddress& place) {
  std::erase_if(retired_, [](const auto& lane) { return lane->has_ended(); });
  const std::pair key(place.topic, place.partition);
  if (const auto found = lanes_.find(key); found != lanes_.end()) return found->second;
  if (lanes_.size() >= options_.lanes_max) {
    std::erase_if(lanes_, [this](const auto& one) {
      if (!one.second->is_idle()) return false;
      one.second->retire();
      retired_.push_back(one.second);
      return true;
    });
  }
  if (lanes_.size() + retired_.size() >= 2 * options_.lanes_max ||
      lanes_.size() >= options_.lanes_max) {
    return nullptr;
  }
  auto lane = std::make_shared<OutcomeLane>(options_.lane, place, broker_, known_);
  lanes_.emplace(key, lane);
  return lane;
}

void OutcomeFinder::stop() {
  std::vector<std::shared_ptr<OutcomeLane>> stopping;
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    stopping.swap(retired_);
    for (const auto& [place, lane] : lanes_) stopping.push_back(lane);
    lanes_.clear();
  }
  for (const auto& lane : stopping) lane->retire();
  for (const auto& lane : stopping) lane->stop();
}

}  // namespace boomerang::gateway
