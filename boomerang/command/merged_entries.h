#pragma once

// The partitions of a topic as one stream, by time.

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "boomerang/broker/broker.h"
#include "boomerang/broker/embedded/log_view.h"

namespace boomerang::command {

// Gives what lies before an end that is fixed by extend(), so that reading a log ends even if it
// grows all the time.
//
// Threads: one; that of `log`.
// Bounds:  holds one page of each partition.
class MergedEntries {
 public:
  // Begins at `from[p]` in partition p. `log` must outlive it.
  MergedEntries(broker::LogView& log, std::string topic, std::vector<broker::Offset> from);

  // Moves the end to what is there now. Until the first call nothing lies before the end.
  Result<void> extend();

  // The earliest entry not yet given, or nothing at the end. Entries of one instant come in the
  // order of their partitions.
  // Fails: as LogView::read()
  Result<std::optional<broker::Entry>> next();

 private:
  struct Partition {
    broker::Offset next = 0;  // To be read.
    broker::Offset end = 0;
    std::deque<broker::Entry> page = {};
  };

  Result<void> fill(std::size_t index);

  broker::LogView& log_;
  const std::string topic_;
  std::vector<Partition> partitions_;
};

}  // namespace boomerang::command
