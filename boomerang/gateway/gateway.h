#pragma once

// The HTTP edge: routes in, events out, outcomes back to the connections that wait for them.

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "boomerang/auth/authenticator.h"
#include "boomerang/base/clock.h"
#include "boomerang/base/result.h"
#include "boomerang/broker/broker.h"
#include "boomerang/event/event.h"
#include "boomerang/gateway/edge.h"
#include "boomerang/gateway/parts.h"
#include "boomerang/gateway/reply_reader.h"
#include "boomerang/gateway/route.h"
#include "boomerang/http/server.h"

namespace boomerang::gateway {

// Threads: one at a time, but for counts(), durations(), open_requests() and ready().
class Gateway {
 public:
  // What is served at a time.
  struct Served {
    std::vector<Route> routes = {};
    // Knows the callers that routes want to know. None: no route may.
    std::optional<auth::Authenticator> authenticator = {};
    std::vector<std::string> schemes = {};  // The names of all that it knows.
    // Answers GET /openapi.json; see describe/served_document.h. Threads: any. None: 404.
    std::function<http::Response(const http::Request&)> description = {};
  };

  struct Options {
    Served served = {};
    std::string source = "/boomerang/gateway";  // For `ce_source`; names this instance.
    std::size_t waiting_max = 10'000;  // Waiting requests on each shard; more are answered 503.
    // Where workers answer; other gateways may be answered there too. Without it, partition 0 of
    // each route's outcomes topic: what one process needs, where nobody else reads the replies.
    std::optional<ReplyAddress> reply = {};
    // Sign the tickets; see ticket::TicketSeal. Gateways with the same secrets answer for each
    // other's requests.
    std::vector<std::string> ticket_secrets = {};
  };

  // Accepts nothing yet. `server` must not have been started. `broker` must outlive the gateway,
  // and must be closed before the gateway is destroyed: until then its acknowledgements come here.
  //
  // Fails: invalid  a wrong route, a way to authenticate that is not there, a route whose events
  //                 would hold what proves who a client is, or a wrong secret
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

  // Serves something else from now on. Requests that were accepted end as their route said. Nothing
  // changes after a fault. The topics must be there if connect() has succeeded.
  //
  // Fails: invalid  as open(), or no such topic
  //        busy     the log cannot be read
  Result<void> replace(Served served);

  // Of what is served now: the next one is made of it.
  std::optional<auth::Authenticator> authenticator() const {
    return parts_.serving.get()->authenticator;
  }

  // As http::Server::reload_tls().
  Result<void> reload_tls(const http::TlsOptions& options) { return server_->reload_tls(options); }

  // Whether an accepted request can be answered. Threads: any.
  bool ready() const { return parts_.serving.get()->connected && parts_.hears_replies; }

  // Accepts no more, and waits up to `limit` for every request to be answered; those that are
  // still open then are answered 504. Says whether all had their outcome. See http::Server::drain.
  bool drain(Duration limit);

  // Cuts what is left. Calling it again does nothing.
  void close();

  // The longest timeout of the routes: a drain of that long cuts no request off.
  Duration timeout_max() const;

  // Of all shards. Threads: any, between start() and close().
  Counts counts() const;

  // Of all requests that a route took with its body, refusals among them. Threads: as counts().
  RequestDurations::Histograms durations() const;

  // Requests whose outcome has not come. Threads: as counts().
  std::size_t open_requests() {
    return parts_.admission.open(places_.front().shard->clock().now());
  }

 private:
  static Result<std::shared_ptr<Serving>> make_serving(Served served);
  Gateway(Options options, std::shared_ptr<const Serving> serving, ticket::TicketSeal seal,
          std::unique_ptr<http::Server> server, broker::Broker& broker);
  std::unique_ptr<http::Service> make_edge(http::Shard& shard);
  Result<void> connect_lanes(Serving& serving);
  Result<std::shared_ptr<ReplyReader>> reader_of(const ReplyAddress& address);
  void start_reader(ReplyReader& reader);
  void deliver(std::vector<Reply> replies);

  // A shard, and what serves there.
  struct Place {
    http::Shard* shard;
    Edge* edge;
  };
  struct Reading {
    ReplyAddress address;
    std::shared_ptr<ReplyReader> reader;
  };

  const Options options_;
  broker::Broker& broker_;
  Parts parts_;
  const std::unique_ptr<http::Server> server_;
  std::vector<Reading> readers_;
  // What was served before. The last one to let go of it must not be an event loop, because a
  // fetch of keys may have to be waited for.
  std::vector<std::shared_ptr<const Serving>> replaced_;
  std::vector<Place> places_;  // By the index of the shard. Empty until start().
};

}  // namespace boomerang::gateway
