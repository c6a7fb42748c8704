#pragma once

// What a gateway serves at a time: its routes, and where their events and replies go. It is
// replaced as a whole, when the log has been reached and when the routes are read anew. A request
// ends with what it began with.

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "boomerang/broker/broker.h"
#include "boomerang/event/event.h"
#include "boomerang/gateway/callers.h"
#include "boomerang/gateway/route_table.h"
#include "boomerang/http/request.h"
#include "boomerang/http/response.h"

namespace boomerang::gateway {

// Never changes once it is served.
struct Serving {
  explicit Serving(RouteTable table)
      : table_(std::make_shared<const RouteTable>(std::move(table))) {}

  // Whether what follows is known. Nothing is published before, because nobody would hear the
  // outcome.
  bool connected = false;

  struct Lane {
    broker::Partition partitions = 0;  // Of the route's topic.
    ReplyAddress reply;
    // Replies that will be appended from now on lie there or later.
    std::shared_ptr<const std::atomic<broker::Offset>> position;
  };
  std::vector<Lane> lanes;  // For each route.

  std::optional<auth::Authenticator> authenticator;  // That the guards of the callers are of.
  Callers callers;
  std::function<http::Response(const http::Request&)> description;  // Of the API; may be none.

  const RouteTable& routes() const { return *table_; }
  const Lane& lane_of(const Route& route) const { return lanes.at(table_->index_of(route)); }

 private:
  std::shared_ptr<const RouteTable> table_;  // Shared with what is served before and after.
};

// Threads: any.
class CurrentServing {
 public:
  explicit CurrentServing(std::shared_ptr<const Serving> first) : serving_(std::move(first)) {}

  void replace(std::shared_ptr<const Serving> next);
  std::shared_ptr<const Serving> get() const;

  // Changes with each replace(): a look that costs nothing.
  std::uint64_t version() const { return version_.load(std::memory_order_acquire); }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const Serving> serving_;
  std::atomic<std::uint64_t> version_{1};
};

}  // namespace boomerang::gateway
