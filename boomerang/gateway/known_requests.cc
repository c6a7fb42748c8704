#include "boomerang/gateway/known_requests.h"

#include <algorithm>
#include <utility>

namespace boomerang::gateway {
namespace {

std::size_t bytes_of(const SharedEnding& ending) {
  if (!ending || !*ending) return 0;
  std::size_t bytes = (*ending)->body.size();
  for (const auto& [name, value] : (*ending)->fields) bytes += name.size() + value.size();
  return bytes;
}

}  // namespace

std::uint64_t payload_tag(const Digest& payload_hash) {
  std::uint64_t tag = 0;
  for (std::size_t i = 0; i < 8; ++i) tag = (tag << 8) | payload_hash[i];
  return tag;
}

KnownRequests::Run KnownRequests::run(const RequestKey& ours, Instant now) {
  const std::lock_guard lock(mutex_);
  const auto found = running_.find(ours.id);
  if (found != running_.end() && now - found->second.since < options_.running_max) {
    return found->second.payload == ours.payload ? Run::repeat : Run::other_payload;
  }
  if (running_.size() >= options_.requests_max) {
    std::erase_if(running_,
                  [&](const auto& one) { return now - one.second.since >= options_.running_max; });
  }
  if (running_.size() < options_.requests_max) running_[ours.id] = {ours.payload, now};
  return Run::first;
}

void KnownRequests::stop_running(const RequestKey& key) {
  const std::lock_guard lock(mutex_);
  const auto found = running_.find(key.id);
  if (found == running_.end() || found->second.payload != key.payload) return;
  running_.erase(found);
}

KnownRequests::Entry& KnownRequests::entry(const RequestKey& key) {
  const auto [found, added] = entries_.try_emplace(key);
  if (added) {
    found->second.age = expected_.insert(expected_.end(), key);
    payloads_.emplace(key.id, key.payload);
  }
  return found->second;
}

// What has ended is found in the log again, so it goes first. Gives back who watched.
KnownRequests::ToTell KnownRequests::forget_oldest() {
  ToTell forgotten;
  while (entries_.size() > options_.requests_max || bytes_ > options_.bytes_max) {
    auto& ages = ended_.empty() ? expected_ : ended_;
    const RequestKey key = ages.front();
    const auto found = entries_.find(key);
    bytes_ -= bytes_of(found->second.ending);
    for (auto& watcher : found->second.watchers) forgotten.push_back(std::move(watcher.second));
    entries_.erase(found);
    ages.pop_front();
    auto [payload, last] = payloads_.equal_range(key.id);
    payload =
        std::find_if(payload, last, [&](const auto& one) { return one.second == key.payload; });
    payloads_.erase(payload);
  }
  return forgotten;
}

void KnownRequests::tell_forgotten(const ToTell& forgotten) {
  for (const auto& tell : forgotten) tell(nullptr);
}

void KnownRequests::keep(Entry& entry, SharedEnding ending) {
  bytes_ += bytes_of(ending);
  entry.ending = std::move(ending);
  entry.watchers.clear();
  ended_.splice(ended_.end(), expected_, entry.age);
}

void KnownRequests::expect(const RequestKey& key, const Admitted& admitted) {
  ToTell forgotten;
  {
    const std::lock_guard lock(mutex_);
    Entry& known = entry(key);
    // A client may repeat it for long without an outcome. What is old counts as open no more.
    std::erase_if(known.admitted, [&](const Admitted& one) {
      return one.since < admitted.since - Admission::forget_after;
    });
    known.admitted.push_back(admitted);
    forgotten = forget_oldest();
  }
  tell_forgotten(forgotten);
}

std::vector<Admitted> KnownRequests::end(RequestId id, const std::optional<Digest>& payload_hash,
                                         const SharedEnding& ending) {
  std::vector<Admitted> all_admitted;
  ToTell told;
  ToTell forgotten;
  {
    const std::lock_guard lock(mutex_);
    const auto running = running_.find(id);
    if (running != running_.end() &&
        (!payload_hash || payload_tag(*payload_hash) == running->second.payload)) {
      running_.erase(running);
    }
    const auto [first, last] = payloads_.equal_range(id);
    for (auto payload = first; payload != last; ++payload) {
      if (payload_hash && payload_tag(*payload_hash) != payload->second) continue;
      Entry& known = entries_.at({id, payload->second});
      for (const auto& admitted : std::exchange(known.admitted, {})) {
        all_admitted.push_back(admitted);
      }
      if (known.ending) continue;
      for (auto& watcher : known.watchers) told.push_back(std::move(watcher.second));
      keep(known, ending);
    }
    forgotten = forget_oldest();
  }
  for (const auto& tell : told) tell(ending);
  tell_forgotten(forgotten);
  return all_admitted;
}

void KnownRequests::remember(const RequestKey& key, const SharedEnding& ending) {
  ToTell told;
  ToTell forgotten;
  {
    const std::lock_guard lock(mutex_);
    Entry& known = entry(key);
    if (known.ending) return;
    for (auto& watcher : known.watchers) told.push_back(std::move(watcher.second));
    keep(known, ending);
    forgotten = forget_oldest();
  }
  for (const auto& tell : told) tell(ending);
  tell_forgotten(forgotten);
}

KnownRequests::Found KnownRequests::find(const RequestKey& key) const {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(key);
  if (found == entries_.end()) return {};
  if (!found->second.ending) return {.known = Known::expected};
  return {Known::ended, found->second.ending};
}

std::optional<KnownRequests::Watcher> KnownRequests::watch(const RequestKey& key, Told told) {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(key);
  if (found == entries_.end() || found->second.ending) return std::nullopt;
  found->second.watchers.emplace_back(++last_watcher_, std::move(told));
  return last_watcher_;
}

void KnownRequests::unwatch(const RequestKey& key, Watcher watcher) {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(key);
  if (found == entries_.end()) return;
  std::erase_if(found->second.watchers, [&](const auto& one) { return one.first == watcher; });
}

std::size_t KnownRequests::size() const {
  const std::lock_guard lock(mutex_);
  return entries_.size();
}

}  // namespace boomerang::gateway
