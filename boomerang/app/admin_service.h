#pragma once

// What a load balancer, an orchestrator and a monitor ask a process, on a port of its own:
//
//   GET /livez    200 as long as the process answers at all
//   GET /readyz   200, or 503 with the reasons: {"ready":false,"reasons":["..."]}
//   GET /metrics  what it has done so far: metrics.h
//
// And what an operator looks at with a browser: the console, if there is one, under /console/.

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "boomerang/app/metrics.h"
#include "boomerang/base/clock.h"
#include "boomerang/base/result.h"
#include "boomerang/config/address.h"
#include "boomerang/http/server.h"

namespace boomerang::app {

// What the process tells of itself. Called on the service's thread.
struct Telling {
  std::function<std::vector<std::string>()> reasons;  // Why it is not ready; none if it is.
  std::function<Measured()> measured;
};

class AdminService final : public http::Service {
 public:
  // `console` serves all other paths; null: there are none.
  AdminService(Telling telling, std::unique_ptr<http::Service> console, http::Shard& shard)
      : telling_(std::move(telling)), console_(std::move(console)), shard_(shard) {}

  Verdict admit(const http::Request& head) override;
  void serve(http::Request request, http::Exchange exchange) override;
  void abandon() override;

 private:
  http::Response answer(std::string_view path) const;

  const Telling telling_;
  const std::unique_ptr<http::Service> console_;
  http::Shard& shard_;
};

// A server for it, not started yet. `clock` must outlive it.
// Fails: as http::Server::open()
Result<std::unique_ptr<http::Server>> open_admin_server(const config::Address& address,
                                                        const Clock& clock);

}  // namespace boomerang::app
