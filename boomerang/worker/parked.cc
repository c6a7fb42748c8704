#include "boomerang/worker/parked.h"

namespace boomerang::worker {

bool Parked::holds(broker::Partition partition, const std::string& key) const {
  const auto found = partitions_.find(partition);
  return found != partitions_.end() && found->second.contains(key);
}

void Parked::add(Delivery delivery) { put(std::move(delivery)); }

void Parked::add(Delivery delivery, Instant due) { put(std::move(delivery)).due = due; }

Parked::Chain& Parked::put(Delivery delivery) {
  const auto [partition, offset] = std::pair(delivery.entry.partition, delivery.entry.offset);
  Chain& chain = partitions_[partition][delivery.key()];
  chain.events.emplace(offset, std::move(delivery));
  ++sizes_[partition];
  return chain;
}

std::vector<Delivery> Parked::take_due(Instant now, std::size_t events_max) {
  std::vector<Delivery> taken;
  for (auto& [partition, chains] : partitions_) {
    for (auto chain = chains.begin(); chain != chains.end() && taken.size() < events_max;) {
      auto& events = chain->second.events;
      if (chain->second.due > now) {
        ++chain;
        continue;
      }
      while (!events.empty() && taken.size() < events_max) {
        taken.push_back(std::move(events.begin()->second));
        events.erase(events.begin());
        --sizes_[partition];
      }
      chain = events.empty() ? chains.erase(chain) : std::next(chain);
    }
  }
  return taken;
}

std::optional<Instant> Parked::due() const {
  std::optional<Instant> first;
  for (const auto& [partition, chains] : partitions_) {
    for (const auto& [key, chain] : chains) {
      if (!first || chain.due < *first) first = chain.due;
    }
  }
  return first;
}

void Parked::forget(broker::Partition partition) {
  partitions_.erase(partition);
  sizes_.erase(partition);
}

std::size_t Parked::size(broker::Partition partition) const {
  const auto found = sizes_.find(partition);
  return found == sizes_.end() ? 0 : found->second;
}

}  // namespace boomerang::worker
