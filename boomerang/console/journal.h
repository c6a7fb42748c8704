#pragma once

// The newest requests, as the messages of the log tell of them.
//
// Threads: any.
// Bounds:  a number of requests; the oldest is forgotten for a new one.

#include <array>
#include <cstddef>
#include <cstdint>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "boomerang/base/clock.h"
#include "boomerang/broker/broker.h"
#include "boomerang/console/trail.h"
#include "boomerang/console/watched_routes.h"

namespace boomerang::console {

// Which requests somebody wants to see.
struct Filter {
  std::optional<State> state = {};
  std::string text = {};  // In lower case; see Trail::matches().
  std::size_t limit = 200;
};

struct Snapshot {
  std::size_t kept = 0;
  std::size_t matched = 0;
  std::array<std::size_t, std::size(states)> counts = {};  // Of all that are kept.
  std::optional<WallTime> since = {};                      // When the oldest was accepted.
  std::vector<Trail> newest = {};                          // Of those that match, newest first.
};

class Journal {
 public:
  explicit Journal(std::size_t requests_max = 10'000) : requests_max_(requests_max) {}

  // What is neither an event nor an outcome is passed over: a topic can have others.
  void add(TopicKind kind, const broker::Entry& entry, const WatchedRoutes& routes);
  void clear();

  Snapshot snapshot(const Filter& filter, WallTime now) const;
  std::optional<Trail> find(RequestId id) const;

  // Changes with each message that told something.
  std::uint64_t version() const;

 private:
  Trail& trail_of(RequestId id);

  const std::size_t requests_max_;
  mutable std::mutex mutex_;  // For all below.
  std::uint64_t version_ = 0;
  std::list<Trail> trails_;  // Newest first. One whose event has not come yet is not shown.
  std::unordered_map<RequestId, std::list<Trail>::iterator> by_id_;
};

}  // namespace boomerang::console
