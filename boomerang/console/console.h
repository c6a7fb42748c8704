#pragma once

// What an operator sees of a process: the pages and the JSON behind them, under /console/ of the
// port for operators. It reads the log and changes nothing in it.
//
// A thread follows the log while somebody looks, and another looks things up: the event loop, which
// also answers /livez, never waits for the log.

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "boomerang/base/clock.h"
#include "boomerang/broker/broker.h"
#include "boomerang/console/access.h"
#include "boomerang/console/errands.h"
#include "boomerang/console/follower.h"
#include "boomerang/console/journal.h"
#include "boomerang/console/log_browser.h"
#include "boomerang/console/overview.h"
#include "boomerang/console/watched_routes.h"
#include "boomerang/http/server.h"

namespace boomerang::console {

// What an http::Server needs to allow beyond its usual limits: an event is as long as its messages.
inline constexpr std::size_t stream_bytes_max = 8 * 1024 * 1024;

// Threads: any, but for start() and stop().
class Console {
 public:
  struct Options {
    std::string password = {};           // Empty: see access.h.
    bool on_loopback = true;             // Whether its port can be reached from this machine only.
    std::function<Overview()> overview;  // Called on the event loop: quick, no waiting.
  };

  // `broker` and `clock` must outlive it.
  Console(Options options, WatchedRoutes routes, broker::Broker& broker, const Clock& clock);
  ~Console();  // As stop().

  void start();

  // After the server that serves it has been closed, and before the broker is. Waits for the call
  // to the broker that is under way.
  void stop();

  void replace(WatchedRoutes routes);

  // For one shard; of a server that ends before the console does.
  std::unique_ptr<http::Service> service(http::Shard& shard);

 private:
  friend class ConsoleService;
  std::shared_ptr<const WatchedRoutes> routes() const;

  const Options options_;
  const Clock& clock_;
  const Access access_;
  Journal journal_;
  LogBrowser browser_;  // For errands.
  Follower follower_;
  Errands errands_;

  mutable std::mutex mutex_;
  std::shared_ptr<const WatchedRoutes> routes_;
};

}  // namespace boomerang::console
