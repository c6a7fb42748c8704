#include "boomerang/app/process.h"

#include <unistd.h>

#include <algorithm>
#include <system_error>
#include <utility>

#include "boomerang/base/log.h"
#include "boomerang/broker/embedded/embedded_broker.h"
#include "boomerang/config/address.h"
#include "boomerang/store/sqlite/sqlite_store.h"

namespace boomerang::app {
namespace {

// Names a host and a run of a program: enough to tell who wrote an event.
std::string instance_of(const std::string& name) {
  char host[256] = {};
  gethostname(host, sizeof host - 1);
  return "/" + name + "/" + host + "/" + std::to_string(getpid());
}

// "users.dead_letters" for "users.requests".
std::string dead_letters_of(const std::string& topic) {
  constexpr std::string_view ending = ".requests";
  const bool usual = topic.size() > ending.size() && topic.ends_with(ending);
  return topic.substr(0, topic.size() - (usual ? ending.size() : 0)) + ".dead_letters";
}

Fault blocked(const Fault& fault, const std::string& sentence) {
  return {fault.kind, sentence + ": " + fault.what};
}

}  // namespace

Result<std::unique_ptr<Process>> Process::open(const Application& application,
                                               const Options& options) {
  std::unique_ptr<Process> process(new Process(application, options));
  for (const auto part : {&Process::open_server, &Process::open_broker, &Process::open_store,
                          &Process::open_gateway, &Process::open_workers}) {
    if (auto opened = (*process.*part)(); !opened) return opened.fault();
  }
  return process;
}

Process::Process(const Application& application, const Options& options)
    : application_(application),
      options_(options),
      routes_(application.routes_),
      instance_(instance_of(application.name_)) {
  if (!options.timeout) return;
  for (auto& route : routes_) {
    route.timeout = std::chrono::duration_cast<std::chrono::microseconds>(*options.timeout);
  }
}

Process::~Process() { stop(); }

void Process::start() {
  for (const auto& worker : workers_) worker->start();
  gateway_->start();
}

bool Process::stop() {
  bool answered = true;
  if (gateway_) {
    answered = gateway_->drain(gateway_->timeout_max() + std::chrono::seconds(1));
    gateway_->close();
  }
  for (const auto& worker : workers_) worker->stop();
  // After this nobody acknowledges anything any more, and the gateway may go.
  if (broker_) broker_->close();
  workers_.clear();
  gateway_.reset();
  store_.reset();
  broker_.reset();
  return answered;
}

Whereabouts Process::whereabouts() const {
  return {application_.name_, BOOMERANG_VERSION,
          "http://" + config::to_string({options_.listen.host, port_}), options_.data / "log",
          options_.data / "app.db"};
}

Result<void> Process::open_server() {
  http::Server::Options http;
  http.host = options_.listen.host;
  http.port = options_.listen.port;
  http.shards = options_.shards;
  auto server = http::Server::open(http, clock_);
  if (!server) {
    return blocked(server.fault(), "cannot listen on " + config::to_string(options_.listen) +
                                       " (choose another address with --listen)");
  }
  server_ = *std::move(server);
  port_ = server_->port();
  return {};
}

Result<void> Process::open_broker() {
  const std::string sentence =
      "cannot use the data folder " + options_.data.string() + " (choose another with --data)";
  std::error_code error;
  std::filesystem::create_directories(options_.data, error);
  if (error) return Fault{FaultKind::invalid, sentence + ": " + error.message()};

  broker::EmbeddedOptions embedded;
  embedded.folder = options_.data / "log";
  auto broker = broker::EmbeddedBroker::open(embedded, clock_);
  if (!broker) return blocked(broker.fault(), sentence);
  broker_ = *std::move(broker);

  using broker::Durability;
  for (const auto& route : routes_) {
    const std::pair<std::string, Durability> topics[] = {
        {route.topic, Durability::synced},
        {dead_letters_of(route.topic), Durability::synced},
        // What became of a request is in the inbox, and can be published again from there.
        {route.outcomes_topic, Durability::relaxed}};
    for (const auto& [name, durability] : topics) {
      broker::Topic topic;
      topic.name = name;
      topic.durability = durability;
      if (auto made = broker_->ensure_topic(topic); !made) {
        return blocked(made.fault(), "cannot make the topic " + name);
      }
    }
  }
  return {};
}

Result<void> Process::open_store() {
  const auto file = options_.data / "app.db";
  auto store = store::SqliteStore::open(file, clock_);
  if (!store) {
    return blocked(store.fault(), "cannot use the database " + file.string() +
                                      " (choose another folder with --data)");
  }
  store_ = *std::move(store);
  if (auto migrated = store_->migrate(application_.schema_); !migrated) {
    return blocked(migrated.fault(), "cannot bring the database " + file.string() + " up to date");
  }
  return {};
}

Result<void> Process::open_gateway() {
  gateway::Gateway::Options options;
  options.routes = routes_;
  options.source = instance_;
  auto gateway = gateway::Gateway::open(std::move(options), std::move(server_), *broker_);
  if (!gateway) return blocked(gateway.fault(), "cannot serve the routes");
  gateway_ = *std::move(gateway);
  return {};
}

Result<void> Process::open_workers() {
  for (const auto& [topic, handler] : application_.handlers_) {
    const auto route = std::find_if(routes_.begin(), routes_.end(),
                                    [&](const auto& one) { return one.topic == topic; });
    if (route == routes_.end()) {
      return Fault{FaultKind::invalid, "a handler for " + topic + ", which no route fills"};
    }
    worker::Options options;
    options.group = "boomerang." + topic;
    options.topic = topic;
    options.outcomes_topic = route->outcomes_topic;
    options.dead_letters_topic = dead_letters_of(topic);
    options.source = instance_;
    auto worker =
        worker::Worker::open(std::move(options), handler, *broker_, *store_, clock_, random_);
    if (!worker) return blocked(worker.fault(), "cannot handle " + topic);
    workers_.push_back(*std::move(worker));
  }
  return {};
}

}  // namespace boomerang::app
