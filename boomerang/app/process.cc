#include "boomerang/app/process.h"

#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <system_error>
#include <utility>

#include "boomerang/app/admin_service.h"
#include "boomerang/app/broker_url.h"
#include "boomerang/app/console_parts.h"
#include "boomerang/app/database_url.h"
#include "boomerang/app/needed_topics.h"
#include "boomerang/base/log.h"
#include "boomerang/base/thread.h"
#include "boomerang/broker/embedded/embedded_broker.h"
#include "boomerang/broker/kafka/kafka_broker.h"
#include "boomerang/config/address.h"
#include "boomerang/event/topic_names.h"
#include "boomerang/ticket/secret.h"

namespace boomerang::app {
namespace {

constexpr Duration connect_again = std::chrono::seconds(1);

// Names a host and a run of a program: enough to tell who wrote an event.
std::string instance_of(const std::string& name, const Options& options) {
  if (!options.instance.empty()) return "/" + name + "/" + options.instance;
  char host[256] = {};
  gethostname(host, sizeof host - 1);
  return "/" + name + "/" + host + "/" + std::to_string(getpid());
}

Fault blocked(const Fault& fault, const std::string& sentence) {
  return {fault.kind, sentence + ": " + fault.what};
}

constexpr const char* other_folder = "choose another with --data";

// `remedy` says what else can be done.
Result<void> make_folder(const std::filesystem::path& folder, const std::string& remedy) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (!error) return {};
  return Fault{FaultKind::invalid, "cannot make the data folder " + folder.string() + " (" +
                                       remedy + "): " + error.message()};
}

}  // namespace

Result<std::unique_ptr<Process>> Process::open(const Application& application,
                                               const Options& options, Declared declared) {
  if (options.broker.empty()) {
    return Fault{FaultKind::invalid,
                 "a gateway by itself needs the Kafka where its workers are: give --broker "
                 "kafka://HOST:PORT[,HOST:PORT], or broker.url in the file"};
  }
  std::unique_ptr<Process> process(
      new Process(application, options, with_timeout(std::move(declared), options)));
  for (const auto part : {&Process::open_servers, &Process::open_broker, &Process::open_store,
                          &Process::open_gateway, &Process::open_console}) {
    if (auto opened = (*process.*part)(); !opened) return opened.fault();
  }
  return process;
}

Process::Process(const Application& application, const Options& options, Declared declared)
    : application_(application),
      options_(options),
      database_(options.database.empty() ? "sqlite:" + (options.data / "app.db").string()
                                         : options.database),
      declared_(std::move(declared)),
      instance_(instance_of(application.name_, options)) {}

Process::~Process() { stop(); }

Result<void> Process::start() {
  if (console_) console_->start();
  health_->start([this](http::Shard& shard) {
    return std::make_unique<AdminService>(
        Telling{[this] { return reasons(); }, [this] { return measured(); }},
        console_ ? console_->service(shard) : nullptr, shard);
  });
  // A Kafka that is away is found out only after a while: until then clients hear 503 and do not
  // wait. What is on this machine is there at once, and then no client hears 503.
  const bool accepts_first = gateway_ && options_.on_kafka();
  if (accepts_first) start_gateway();
  const auto done = connect();
  if (!done && done.fault().kind != FaultKind::busy) return done;
  if (gateway_ && !accepts_first) start_gateway();
  if (done) {
    connected();
  } else {
    wait_for(done.fault());
    connector_ = start_thread("connector", [this] { keep_connecting(); });
  }
  return {};
}

void Process::start_gateway() {
  gateway_->start();
  const std::lock_guard lock(mutex_);
  accepting_ = true;
}

Result<void> Process::reload(Declared declared) {
  if (!gateway_) return {};
  declared = with_timeout(std::move(declared), options_);
  auto served = make_served(declared, options_, clock_, gateway_->authenticator());
  if (!served) return served.fault();
  const std::lock_guard lock(connecting_);
  // Before it is connected, connect() makes them.
  if (topics_made_) {
    if (auto made = make_topics(*broker_, declared.routes, options_); !made) {
      return blocked(made.fault(), "cannot use the log");
    }
  }
  if (const auto tls = options_.tls()) {
    if (auto done = gateway_->reload_tls(*tls); !done) return done;
  }
  if (auto done = gateway_->replace(*std::move(served)); !done) return done;
  declared_ = std::move(declared);
  if (console_) console_->replace(watched_routes(declared_.routes));
  return {};
}

bool Process::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  bool answered = true;
  if (gateway_) {
    answered = gateway_->drain(gateway_->timeout_max() + std::chrono::seconds(1));
  }
  if (connector_.joinable()) connector_.join();
  {
    const std::lock_guard lock(mutex_);
    accepting_ = false;
  }
  if (gateway_) gateway_->close();
  if (health_) health_->close();
  if (console_) console_->stop();
  for (const auto& working : workers_) working->worker->stop();
  // After this nobody acknowledges anything any more, and the gateway may go.
  if (broker_) broker_->close();
  workers_.clear();
  console_.reset();
  gateway_.reset();
  store_.reset();
  broker_.reset();
  health_.reset();
  return answered;
}

std::vector<std::string> Process::reasons() const {
  std::vector<std::string> reasons;
  if (stopping_) reasons.emplace_back("stopping");
  if (const auto health = broker_->health(); !health) {
    reasons.push_back("the log cannot be reached: " + health.fault().what);
  }
  const std::lock_guard lock(mutex_);
  if (!waits_for_.empty()) {
    reasons.push_back(waits_for_);
    return reasons;
  }
  if (gateway_ && !gateway_->ready()) reasons.emplace_back("replies cannot be read");
  for (const auto& working : workers_) {
    if (working->worker->ready()) continue;
    reasons.emplace_back(working->worker->running() ? "a worker has not joined its group yet"
                                                    : "a worker has ended");
    break;
  }
  return reasons;
}

Measured Process::measured() const {
  Measured all;
  all.version = BOOMERANG_VERSION;
  all.reasons = reasons();
  const std::lock_guard lock(mutex_);
  if (accepting_)
    all.gateway = {gateway_->counts(), gateway_->open_requests(), gateway_->durations()};
  for (const auto& working : workers_) {
    all.workers.push_back({working->topic, working->worker->counters()});
  }
  return all;
}

Whereabouts Process::whereabouts() const {
  Whereabouts where;
  where.name = application_.name_;
  where.version = BOOMERANG_VERSION;
  where.instance = instance_;
  const std::string admin = "http://" + config::to_string({options_.admin.host, admin_port_});
  where.health_url = admin + "/readyz";
  if (console_ && is_console_shown(options_)) where.console_url = admin + "/console/";
  where.console_needs_password = console_ && !is_console_shown(options_);
  const std::string scheme = options_.tls() ? "https://" : "http://";
  if (gateway_) where.base_url = scheme + config::to_string({options_.listen.host, port_});
  if (options_.on_kafka()) {
    where.kafka = *kafka_servers(options_.broker);
  } else {
    where.log = options_.data / "log";
  }
  if (store_) {
    if (is_on_server(database_)) {
      where.database = without_password(database_);
    } else {
      where.database_file = sqlite_file(database_);
    }
  }
  return where;
}

Result<void> Process::open_servers() {
  const auto taken = [](const Fault& fault, const config::Address& address, const char* flag) {
    return blocked(fault, "cannot listen on " + config::to_string(address) +
                              " (choose another address with " + flag + ")");
  };
  if (options_.serves()) {
    http::Server::Options http;
    http.host = options_.listen.host;
    http.port = options_.listen.port;
    http.shards = options_.shards;
    http.tls = options_.tls();
    auto server = http::Server::open(http, clock_);
    if (!server) return taken(server.fault(), options_.listen, "--listen");
    server_ = *std::move(server);
    port_ = server_->port();
  }
  auto health = open_admin_server(options_.admin, clock_);
  if (!health) return taken(health.fault(), options_.admin, "--admin");
  health_ = *std::move(health);
  admin_port_ = health_->port();
  return {};
}

Result<void> Process::open_broker() {
  if (options_.on_kafka()) {
    broker::KafkaOptions kafka;
    kafka.servers = *kafka_servers(options_.broker);
    kafka.client_id = instance_.substr(1);
    kafka.properties = options_.kafka_properties;
    auto broker = broker::KafkaBroker::open(std::move(kafka), clock_);
    if (!broker) return blocked(broker.fault(), "cannot use " + options_.broker);
    broker_ = *std::move(broker);
    return {};
  }
  const std::string sentence =
      "cannot use the data folder " + options_.data.string() + " (" + other_folder + ")";
  if (auto made = make_folder(options_.data, other_folder); !made) return made;
  broker::EmbeddedOptions embedded;
  embedded.folder = options_.data / "log";
  auto broker = broker::EmbeddedBroker::open(embedded, clock_);
  if (!broker) return blocked(broker.fault(), sentence);
  broker_ = *std::move(broker);
  return {};
}

Result<void> Process::open_store() {
  if (!options_.works()) return {};
  if (options_.database.empty()) {
    if (auto made = make_folder(options_.data, other_folder); !made) return made;
  }
  auto store = app::open_store(database_, clock_);
  if (!store) {
    const std::string other =
        options_.database.empty() ? "another folder with --data" : "another with --database";
    return blocked(store.fault(), "cannot use the database " + without_password(database_) +
                                      " (choose " + other + ")");
  }
  store_ = *std::move(store);
  return {};
}

// The first signs.
Result<std::vector<std::string>> Process::ticket_secrets() {
  std::vector<std::string> secrets;
  const auto add = [&](const char* flag, const std::string& given) -> Result<void> {
    auto secret = ticket::parse_secret(given);
    if (!secret) return Fault{FaultKind::invalid, std::string(flag) + ": " + secret.fault().what};
    secrets.push_back(*std::move(secret));
    return {};
  };
  if (options_.ticket_secret.empty()) {
    auto made = make_folder(options_.data, std::string(other_folder) + ", or give --ticket-secret");
    if (!made) return made.fault();
    auto secret = ticket::secret_of_file(options_.data / "ticket.secret", random_);
    if (!secret) return blocked(secret.fault(), "cannot keep a secret (give --ticket-secret)");
    if (options_.on_kafka()) {
      log::warn("other gateways do not know the tickets of this one: no --ticket-secret is given",
                {{"file", (options_.data / "ticket.secret").string()}});
    }
    secrets.push_back(*std::move(secret));
  } else if (auto added = add("--ticket-secret", options_.ticket_secret); !added) {
    return added.fault();
  }
  if (!options_.former_ticket_secret.empty()) {
    if (auto added = add("--former-ticket-secret", options_.former_ticket_secret); !added) {
      return added.fault();
    }
  }
  return secrets;
}

Result<void> Process::open_gateway() {
  if (!options_.serves()) return {};
  auto secrets = ticket_secrets();
  if (!secrets) return secrets.fault();
  auto served = make_served(declared_, options_, clock_);
  if (!served) return served.fault();
  gateway::Gateway::Options options;
  options.served = *std::move(served);
  options.source = instance_;
  options.ticket_secrets = *std::move(secrets);
  if (options_.on_kafka()) options.reply = reply_address(instance_);
  auto gateway = gateway::Gateway::open(std::move(options), std::move(server_), *broker_);
  if (!gateway) return blocked(gateway.fault(), "cannot serve the routes");
  gateway_ = *std::move(gateway);
  return {};
}

Result<void> Process::open_console() {
  if (!options_.console) return {};
  auto options = console_options(options_);
  if (!options) return options.fault();
  options->overview = [this] {
    return overview_of(whereabouts(), measured(), options_, application_.sample_);
  };
  console_ = std::make_unique<console::Console>(*std::move(options),
                                                watched_routes(declared_.routes), *broker_, clock_);
  return {};
}

// What could be done stays done; the next call goes on from there.
Result<void> Process::connect() {
  const std::lock_guard lock(connecting_);
  if (!topics_made_) {
    auto made = make_topics(*broker_, declared_.routes, options_);
    if (!made) return blocked(made.fault(), "cannot use the log");
    topics_made_ = true;
  }
  if (gateway_) {
    if (auto done = gateway_->connect(); !done) {
      return blocked(done.fault(), "cannot read the replies");
    }
  }
  if (!store_) return {};
  if (!migrated_) {
    auto done = store_->migrate(application_.schema_);
    if (!done) {
      return blocked(done.fault(),
                     "cannot bring the database " + without_password(database_) + " up to date");
    }
    migrated_ = true;
  }
  return open_workers();
}

Result<void> Process::open_workers() {
  const auto each = static_cast<std::size_t>(options_.workers);
  const auto& handlers = application_.handlers_;
  while (workers_.size() < each * handlers.size()) {
    auto working = std::make_unique<Working>();
    const auto& handler = handlers[workers_.size() / each];
    working->topic = handler.topic;
    auto worker = open_worker(handler, working->random);
    if (!worker) return worker.fault();
    working->worker = *std::move(worker);
    const std::lock_guard lock(mutex_);
    workers_.push_back(std::move(working));
  }
  return {};
}

Result<std::unique_ptr<worker::Worker>> Process::open_worker(const TopicHandler& handler,
                                                             Random& random) {
  const auto route = std::find_if(declared_.routes.begin(), declared_.routes.end(),
                                  [&](const auto& one) { return one.topic == handler.topic; });
  worker::Options options;
  options.group = "boomerang." + handler.topic;
  options.topic = handler.topic;
  options.outcomes_topic = route->outcomes_topic;
  options.dead_letters_topic = dead_letters_of(handler.topic);
  options.source = instance_;
  auto worker =
      worker::Worker::open(std::move(options), handler.handler, *broker_, *store_, clock_, random);
  if (!worker) return blocked(worker.fault(), "cannot handle " + handler.topic);
  return worker;
}

void Process::keep_connecting() {
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      if (wake_.wait_for(lock, connect_again, [this] { return stopping_.load(); })) return;
    }
    const auto done = connect();
    if (done) {
      connected();
      log::info("connected");
      return;
    }
    if (done.fault().kind == FaultKind::busy) {
      wait_for(done.fault());
      continue;
    }
    log::error("cannot go on", {{"error", done.fault().what}});
    failed_ = true;
    kill(getpid(), SIGTERM);
    return;
  }
}

void Process::wait_for(const Fault& fault) {
  log::warn("waits, and tries again", {{"error", fault.what}});
  const std::lock_guard lock(mutex_);
  waits_for_ = fault.what;
}

void Process::connected() {
  const std::lock_guard lock(mutex_);
  if (stopping_) return;
  for (const auto& working : workers_) working->worker->start();
  waits_for_.clear();
}

}  // namespace boomerang::app
