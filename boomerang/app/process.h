#pragma once

// The parts of a running program, in the order in which they need each other.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "boomerang/app/application.h"
#include "boomerang/app/banner.h"
#include "boomerang/app/options.h"
#include "boomerang/base/random.h"
#include "boomerang/base/result.h"
#include "boomerang/base/system_clock.h"
#include "boomerang/broker/broker.h"
#include "boomerang/gateway/gateway.h"
#include "boomerang/http/server.h"
#include "boomerang/store/store.h"
#include "boomerang/worker/worker.h"

namespace boomerang::app {

// Threads: one.
class Process {
 public:
  // Takes the port first, then the data folder; nothing is accepted yet.
  //
  // Fails: any kind  `what` is one line for the person who starts it, and names the setting to
  //                  change
  static Result<std::unique_ptr<Process>> open(const Application& application,
                                               const Options& options);
  ~Process();  // As stop().

  void start();

  // Accepts no more, waits until what was accepted is answered, but no longer than the longest
  // timeout and a second, and takes everything down. Says whether all were answered in time.
  bool stop();

  Whereabouts whereabouts() const;
  const std::vector<gateway::Route>& routes() const { return routes_; }

 private:
  Process(const Application& application, const Options& options);
  Result<void> open_server();
  Result<void> open_broker();
  Result<void> open_store();
  Result<void> open_gateway();
  Result<void> open_workers();

  const Application& application_;
  const Options& options_;
  std::vector<gateway::Route> routes_;  // With the timeout of the options.
  const std::string instance_;          // Of this run: for `ce_source`.
  std::uint16_t port_ = 0;

  SystemClock clock_;
  SystemRandom random_;
  std::unique_ptr<http::Server> server_;  // Until the gateway has it.
  std::unique_ptr<broker::Broker> broker_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<gateway::Gateway> gateway_;
  std::vector<std::unique_ptr<worker::Worker>> workers_;
};

}  // namespace boomerang::app
