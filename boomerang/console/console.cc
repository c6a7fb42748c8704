#include "boomerang/console/console.h"

#include <utility>

#include "boomerang/console/console_service.h"

namespace boomerang::console {

Console::Console(Options options, WatchedRoutes routes, broker::Broker& broker, const Clock& clock)
    : options_(std::move(options)),
      clock_(clock),
      access_(options_.password, options_.on_loopback),
      browser_(broker, clock),
      follower_(broker, clock, journal_) {
  replace(std::move(routes));
}

Console::~Console() { stop(); }

void Console::start() {
  follower_.start();
  errands_.start();
}

void Console::stop() {
  browser_.interrupt();
  errands_.stop();
  follower_.stop();
}

void Console::replace(WatchedRoutes routes) {
  const std::lock_guard lock(mutex_);
  routes_ = std::make_shared<const WatchedRoutes>(std::move(routes));
  follower_.follow(routes_);
}

std::shared_ptr<const WatchedRoutes> Console::routes() const {
  const std::lock_guard lock(mutex_);
  return routes_;
}

std::unique_ptr<http::Service> Console::service(http::Shard& shard) {
  return std::make_unique<ConsoleService>(*this, shard);
}

}  // namespace boomerang::console
