#pragma once

// The parts of a running program, in the order in which they need each other.

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "boomerang/app/application.h"
#include "boomerang/app/banner.h"
#include "boomerang/app/metrics.h"
#include "boomerang/app/options.h"
#include "boomerang/app/served.h"
#include "boomerang/base/random.h"
#include "boomerang/base/result.h"
#include "boomerang/base/system_clock.h"
#include "boomerang/broker/broker.h"
#include "boomerang/console/console.h"
#include "boomerang/gateway/gateway.h"
#include "boomerang/http/server.h"
#include "boomerang/store/store.h"
#include "boomerang/worker/worker.h"

namespace boomerang::app {

// A log or a database that is away is waited for: meanwhile requests are answered 503, and
// /readyz says why.
//
// Threads: one, but for reasons().
class Process {
 public:
  // What it is given comes from Application::configure(), without mistakes. Takes the ports first,
  // then what is on this machine; nothing is accepted yet, and no server is spoken to.
  //
  // Fails: any kind  `what` is one line for the person who starts it, and names the setting to
  //                  change
  static Result<std::unique_ptr<Process>> open(const Application& application,
                                               const Options& options, Declared declared);
  ~Process();  // As stop().

  // Accepts requests and handles events, or goes on trying to. Once.
  //
  // Fails: as open(); not for a log or a database that is away
  Result<void> start();

  // Serves these routes and ways to authenticate from now on, and the certificate as its files have
  // it now; what was accepted before ends as it began. The options stay as they are. Nothing
  // changes after a fault.
  //
  // Fails: as open()
  Result<void> reload(Declared declared);

  // Accepts no more, waits until what was accepted is answered, but no longer than the longest
  // timeout and a second, and takes everything down. Says whether all were answered in time.
  bool stop();

  // Whether it ended by itself, for a fault that waiting does not mend. The process gets a SIGTERM
  // then.
  bool failed() const { return failed_; }

  // Why it is not ready, a sentence for each; none if it is.
  // Threads: any, between start() and stop().
  std::vector<std::string> reasons() const;

  // Threads: as reasons().
  Measured measured() const;

  Whereabouts whereabouts() const;
  const std::vector<gateway::Route>& routes() const { return declared_.routes; }
  const Options& options() const { return options_; }

 private:
  struct Working {
    std::string topic;
    SystemRandom random;
    std::unique_ptr<worker::Worker> worker;
  };

  Process(const Application& application, const Options& options, Declared declared);
  Result<void> open_servers();
  Result<void> open_broker();
  Result<void> open_store();
  Result<std::vector<std::string>> ticket_secrets();
  Result<void> open_gateway();
  Result<void> open_console();

  Result<void> connect();
  Result<void> open_workers();
  Result<std::unique_ptr<worker::Worker>> open_worker(const TopicHandler& handler, Random& random);
  void start_gateway();
  void keep_connecting();
  void wait_for(const Fault& fault);
  void connected();

  const Application& application_;
  const Options& options_;
  const std::string database_;  // Its URL; not used by a gateway alone.
  Declared declared_;           // Of the last reload().
  const std::string instance_;  // For `ce_source`.
  std::uint16_t port_ = 0;
  std::uint16_t admin_port_ = 0;

  SystemClock clock_;
  SystemRandom random_;
  std::unique_ptr<http::Server> health_;
  std::unique_ptr<http::Server> server_;  // Until the gateway has it.
  std::unique_ptr<broker::Broker> broker_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<gateway::Gateway> gateway_;
  std::unique_ptr<console::Console> console_;

  std::mutex connecting_;  // One of connect() and reload() at a time.
  bool topics_made_ = false;
  bool migrated_ = false;
  std::atomic<bool> stopping_{false};
  std::atomic<bool> failed_{false};

  mutable std::mutex mutex_;  // For all below.
  std::condition_variable wake_;
  std::string waits_for_ = "starting";  // Empty once all is connected.
  bool accepting_ = false;              // From the gateway's start to its close.
  std::vector<std::unique_ptr<Working>> workers_;

  std::jthread connector_;
};

}  // namespace boomerang::app
