#pragma once

// The HTTP edge: routes in, events out, outcomes back to the connections that wait for them.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "boomerang/base/clock.h"
#include "boomerang/base/result.h"
#include "boomerang/broker/broker.h"
#include "boomerang/event/event.h"
#include "boomerang/gateway/edge.h"
#include "boomerang/gateway/reply_reader.h"
#include "boomerang/gateway/route_table.h"
#include "boomerang/http/server.h"

namespace boomerang::gateway {

// Threads: one at a time, but for counts().
class Gateway {
 public:
  struct Options {
    std::vector<Route> routes = {};
    std::string source = "/boomerang/gateway";  // For `ce_source`; names this instance.
    std::size_t waiting_max = 10'000;  // Waiting requests on each shard; more are answered 503.
    // Where workers answer; other gateways may be answered there too. Without it, partition 0 of
    // each route's outcomes topic: what one process needs, where nobody else reads the replies.
    std::optional<ReplyAddress> reply = {};
  };

  // Accepts nothing yet. `server` must not have been started. `broker` must outlive the gateway,
  // and must be closed before the gateway is destroyed: until then its acknowledgements come here.
  //
  // Fails: invalid  a wrong route
  static Result<std::unique_ptr<Gateway>> open(Options options,
                                               std::unique_ptr<http::Server> server,
                                               broker::Broker& broker);
  ~Gateway();  // As close().

  // Begins to accept. Once. Until connect() has succeeded every request is answered 503.
  void start();

  // Fixes the position to read replies from; the routes' topics must be there. Before start() or
  // after it, and again after a fault. Once it has succeeded it does nothing.
  //
  // Fails: invalid  no such topic
  //        busy     the log cannot be read
  Result<void> connect();

  // Whether an accepted request can be answered. Threads: any.
  bool ready() const { return reach_.ready; }

  // Accepts no more, and waits up to `limit` for every request to be answered; those that are
  // still open then are answered 504. Says whether all had their outcome. See http::Server::drain.
  bool drain(Duration limit);

  // Cuts what is left. Calling it again does nothing.
  void close();

  // The longest timeout of the routes: a drain of that long cuts no request off.
  Duration timeout_max() const;

  // Of all shards. Threads: any, between start() and close().
  Counts counts() const;

 private:
  Gateway(Options options, RouteTable routes, std::unique_ptr<http::Server> server,
          broker::Broker& broker);
  std::unique_ptr<http::Service> make_edge(http::Shard& shard);
  void start_readers();
  Result<std::vector<broker::Partition>> find_partitions();
  void deliver(std::vector<Reply> replies);

  // A shard, and what serves there.
  struct Place {
    http::Shard* shard;
    Edge* edge;
  };

  const Options options_;
  const RouteTable routes_;
  broker::Broker& broker_;
  std::vector<ReplyAddress> replies_;  // For each route.
  Reach reach_;
  const std::unique_ptr<http::Server> server_;
  std::vector<std::unique_ptr<ReplyReader>> readers_;
  std::vector<Place> places_;  // By the index of the shard. Empty until start().
};

}  // namespace boomerang::gateway
