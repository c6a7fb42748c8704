#pragma once

// Events that must be tried again later, and those of the same key, which wait behind them so that
// each key's events are handled in log order. Other keys pass.

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "boomerang/base/clock.h"
#include "boomerang/worker/delivery.h"

namespace boomerang::worker {

// Threads: one at a time.
// Bounds:  none of its own; the worker reads no further while a partition has too many.
class Parked {
 public:
  // Whether an event of this key waits, so that another must wait behind it.
  bool holds(broker::Partition partition, const std::string& key) const;

  // Puts the event among those of its key, by offset. They are due when they were before; at once
  // if there were none.
  void add(Delivery delivery);

  // The same, and nothing of its key is due before `due`.
  void add(Delivery delivery, Instant due);

  // Takes up to `events_max` events that are due, those of a key in order. A key whose first event
  // is not due gives none.
  std::vector<Delivery> take_due(Instant now, std::size_t events_max);

  // When the next event is due. Empty if none waits.
  std::optional<Instant> due() const;

  // The partition is another member's now.
  void forget(broker::Partition partition);

  std::size_t size(broker::Partition partition) const;

 private:
  struct Chain {
    std::map<broker::Offset, Delivery> events;
    Instant due{};
  };
  using Chains = std::unordered_map<std::string, Chain>;

  Chain& put(Delivery delivery);

  std::map<broker::Partition, Chains> partitions_;
  std::map<broker::Partition, std::size_t> sizes_;
};

}  // namespace boomerang::worker
