#include "boomerang/console/journal.h"

#include <algorithm>

#include "boomerang/event/codec.h"

namespace boomerang::console {

void Journal::add(TopicKind kind, const broker::Entry& entry, const WatchedRoutes& routes) {
  if (kind == TopicKind::requests) {
    const auto event = decode_event(*entry.record);
    if (!event) return;
    const std::lock_guard lock(mutex_);
    trail_of(event->id).learn(*event, routes);
    ++version_;
  } else if (kind == TopicKind::outcomes) {
    const auto outcome = decode_outcome(*entry.record);
    if (!outcome) return;
    const std::lock_guard lock(mutex_);
    trail_of(outcome->request_id).learn(*outcome, entry.time, routes);
    ++version_;
  }
}

void Journal::clear() {
  const std::lock_guard lock(mutex_);
  trails_.clear();
  by_id_.clear();
  ++version_;
}

Trail& Journal::trail_of(RequestId id) {
  const auto found = by_id_.find(id);
  if (found != by_id_.end()) return *found->second;
  if (trails_.size() >= requests_max_) {
    by_id_.erase(trails_.back().id());
    trails_.pop_back();
  }
  trails_.emplace_front(id);
  by_id_.emplace(id, trails_.begin());
  return trails_.front();
}

Snapshot Journal::snapshot(const Filter& filter, WallTime now) const {
  Snapshot shown;
  const std::lock_guard lock(mutex_);
  for (const auto& trail : trails_) {
    if (!trail.has_event()) continue;
    const State state = trail.state(now);
    ++shown.kept;
    ++shown.counts[static_cast<std::size_t>(state)];
    shown.since = std::min(shown.since.value_or(*trail.accepted()), *trail.accepted());
    if (filter.state && *filter.state != state) continue;
    if (!filter.text.empty() && !trail.matches(filter.text)) continue;
    ++shown.matched;
    if (shown.newest.size() < filter.limit) shown.newest.push_back(trail);
  }
  // They came by several partitions.
  std::stable_sort(shown.newest.begin(), shown.newest.end(),
                   [](const auto& a, const auto& b) { return *a.accepted() > *b.accepted(); });
  return shown;
}

std::optional<Trail> Journal::find(RequestId id) const {
  const std::lock_guard lock(mutex_);
  const auto found = by_id_.find(id);
  if (found == by_id_.end()) return std::nullopt;
  return *found->second;
}

std::uint64_t Journal::version() const {
  const std::lock_guard lock(mutex_);
  return version_;
}

}  // namespace boomerang::console
