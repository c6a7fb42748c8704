#pragma once

#include <optional>
#include <string>

#include "boomerang/base/result.h"
#include "boomerang/broker/broker.h"
#include "boomerang/event/event.h"

namespace boomerang::worker {

// An event on its way through the worker.
struct Delivery {
  broker::Entry entry;
  Event event;                      // Empty if unreadable, but for `reply`.
  std::optional<Fault> unreadable;  // Why the record is no event.
  int attempts = 0;                 // Runs of the handler that failed.
  int repeats = 0;                  // Times that its outcome was not acknowledged.
  std::string cause;                // Why the last attempt failed.

  const std::string& key() const { return entry.record->key; }
};

// Reads the event in the entry.
Delivery delivery_of(broker::Entry entry);

}  // namespace boomerang::worker
