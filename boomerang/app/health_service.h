#pragma once

// What a load balancer or an orchestrator asks a process, on a port of its own:
//
//   GET /livez   200 as long as the process answers at all
//   GET /readyz  200, or 503 with the reasons: {"ready":false,"reasons":["..."]}

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "boomerang/base/clock.h"
#include "boomerang/base/result.h"
#include "boomerang/config/address.h"
#include "boomerang/http/server.h"

namespace boomerang::app {

// Why a process is not ready, a sentence for each; none if it is. Called on the health's thread.
using Reasons = std::function<std::vector<std::string>()>;

class HealthService final : public http::Service {
 public:
  HealthService(Reasons reasons, http::Shard& shard)
      : reasons_(std::move(reasons)), shard_(shard) {}

  Verdict admit(const http::Request& head) override;
  void serve(http::Request request, http::Exchange exchange) override;
  void abandon() override {}  // Every request is answered at once.

 private:
  const Reasons reasons_;
  http::Shard& shard_;
};

// A server for it, not started yet. `clock` must outlive it.
// Fails: as http::Server::open()
Result<std::unique_ptr<http::Server>> open_health_server(const config::Address& address,
                                                         const Clock& clock);

}  // namespace boomerang::app
