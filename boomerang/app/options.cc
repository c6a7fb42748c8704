#include "boomerang/app/options.h"

#include <chrono>

#include "boomerang/app/broker_url.h"
#include "boomerang/app/database_url.h"
#include "boomerang/broker/kafka/kafka_broker.h"

namespace boomerang::app {

namespace {

void add_tls(std::vector<config::Option>& all, Options& options) {
  all.push_back({.name = "tls-certificate",
                 .value = config::path(options.tls_certificate, "FILE"),
                 .help = "A PEM file with the certificate, and those between it and its authority. "
                         "With it the gateway speaks TLS. Read again on SIGHUP.",
                 .key = "tls.certificate"});
  all.push_back({.name = "tls-key",
                 .value = config::path(options.tls_key, "FILE"),
                 .help = "A PEM file with the certificate's private key, without a password.",
                 .key = "tls.key"});
  all.push_back(
      {.name = "tls-version-min",
       .value = config::choice<http::TlsVersion>(
           options.tls_version_min,
           {{"1.2", http::TlsVersion::tls_1_2}, {"1.3", http::TlsVersion::tls_1_3}}, "VERSION"),
       .help = "The oldest version that is spoken: 1.2 or 1.3.",
       .key = "tls.version_min"});
  all.push_back({.name = "tls-client-authorities",
                 .value = config::path(options.tls_client_authorities, "FILE"),
                 .help = "A PEM file of authorities: clients must show a certificate of one.",
                 .key = "tls.client_authorities"});
}

void add_console(std::vector<config::Option>& all, Options& options) {
  all.push_back(
      {.name = "console",
       .value = config::choice<bool>(options.console, {{"on", true}, {"off", false}}, "on|off"),
       .help = "Whether requests, messages and dead letters can be looked at under "
               "/console/ of the --admin address.",
       .key = "console.shown"});
  all.push_back({.name = "console-password",
                 .value = config::text(options.console_password, "PASSWORD"),
                 .help = "Asked for before the console is shown: 12 bytes or more. Without it, the "
                         "console is only shown if --admin is a loopback address.",
                 .secrecy = config::Secrecy::secret,
                 .key = "console.password"});
}

// How a gateway serves, and what is logged.
void add_serving(std::vector<config::Option>& all, Options& options) {
  all.push_back({.name = "timeout",
                 .value = config::duration(options.timeout, std::chrono::milliseconds(1),
                                           std::chrono::hours(1)),
                 .help = "How long a request waits for its outcome before it is answered 504: 1ms "
                         "to 1h. Without it, as each route says: 5s by default."});
  add_tls(all, options);
  all.push_back({.name = "ticket-secret",
                 .value = config::text(options.ticket_secret, "SECRET"),
                 .help = "Signs the addresses at which late outcomes are found: 32 characters or "
                         "more, the same for all gateways of an application. Without it, one is "
                         "made and kept in the data folder.",
                 .secrecy = config::Secrecy::secret,
                 .key = "tickets.secret"});
  all.push_back({.name = "former-ticket-secret",
                 .value = config::text(options.former_ticket_secret, "SECRET"),
                 .help = "The one before, while addresses signed with it are still in use.",
                 .secrecy = config::Secrecy::secret,
                 .key = "tickets.former_secret"});
  all.push_back({.name = "shards",
                 .value = config::whole_number<std::uint32_t>(options.shards, 0, 64),
                 .help = "Event loops that serve HTTP; 0 for one on each core."});
  all.push_back({.name = "log-level",
                 .value = config::choice<log::Level>(options.log_level,
                                                     {{"debug", log::Level::debug},
                                                      {"info", log::Level::info},
                                                      {"warn", log::Level::warn},
                                                      {"error", log::Level::error}},
                                                     "LEVEL"),
                 .help = "The least that is logged: debug, info, warn or error."});
}

}  // namespace

std::vector<config::Option> list(Options& options) {
  std::vector<config::Option> all;
  all.push_back({.name = "listen",
                 .value = config::address(options.listen),
                 .help = "Where to accept HTTP. Port 0 takes one that is free."});
  all.push_back({.name = "admin",
                 .value = config::address(options.admin),
                 .help = "Where to answer /livez, /readyz and /metrics, and to show the console. "
                         "Port 0 takes one that is free."});
  add_console(all, options);
  all.push_back({.name = "broker",
                 .value = broker_url(options.broker),
                 .help = "The log: embedded, in the data folder, or "
                         "kafka://HOST:PORT[,HOST:PORT].",
                 .key = "broker.url"});
  all.push_back({.name = "database",
                 .value = database_url(options.database),
                 .help = "sqlite:FILE, mariadb://USER:PASSWORD@HOST:PORT/NAME or "
                         "postgresql://USER:PASSWORD@HOST:PORT/NAME. Without it, SQLite in the "
                         "data folder.",
                 .secrecy = config::Secrecy::secret});
  all.push_back(
      {.name = "role",
       .value = config::choice<Role>(
           options.role, {{"all", Role::all}, {"gateway", Role::gateway}, {"worker", Role::worker}},
           "ROLE"),
       .help = "What this process does: all, gateway or worker. On Kafka any number of "
               "each make up one application."});
  all.push_back({.name = "instance",
                 .value = config::text(options.instance, "NAME"),
                 .help = "What this process is called in events, and what chooses where a gateway "
                         "is answered. Without it, made from the host and the process."});
  all.push_back({.name = "workers",
                 .value = config::whole_number<std::int64_t>(options.workers, 1, 256),
                 .help =
                     "How many members of its group each handler is in this process, with a "
                     "connection to the database each. One takes what is there as one batch; more "
                     "help where batches are full."});
  all.push_back({.name = "partitions",
                 .value = config::whole_number(options.partitions, 1, 10'000),
                 .help = "Of the topics of requests and outcomes. Without it, what they have; "
                         "those that are made get 8 on Kafka, else 1. More can be added later, "
                         "and break the order of a key while old events are still there."});
  all.push_back({.name = "data",
                 .value = config::path(options.data, "DIR"),
                 .help = "The folder for the log and the database where those are files, made if "
                         "it is not there."});
  add_serving(all, options);
  all.push_back(config::config_file(options.config));
  return all;
}

std::optional<http::TlsOptions> Options::tls() const {
  if (tls_certificate.empty()) return std::nullopt;
  http::TlsOptions tls;
  tls.certificate = tls_certificate;
  tls.key = tls_key;
  tls.version_min = tls_version_min;
  tls.client_authorities = tls_client_authorities;
  return tls;
}

std::vector<config::Section> sections(Options& options) {
  auto& properties = options.kafka_properties;
  return {{.name = "broker.kafka",
           .help = "Properties of librdkafka, such as security.protocol or sasl.password. They "
                   "win over what is chosen here.",
           .set = [&properties](const std::string& key, const std::string& value) -> Result<void> {
             if (auto good = broker::check_kafka_property(key, value); !good) return good;
             std::erase_if(properties, [&](const auto& one) { return one.first == key; });
             properties.emplace_back(key, value);
             return {};
           }}};
}

std::vector<config::Option> gateway_list(Options& options) {
  std::vector<config::Option> all;
  for (auto& option : list(options)) {
    if (option.name == "database" || option.name == "role" || option.name == "workers") continue;
    if (option.name == "broker") {
      option.value = kafka_url(options.broker);
      option.help = "The log: kafka://HOST:PORT[,HOST:PORT].";
    }
    all.push_back(std::move(option));
  }
  return all;
}

std::vector<std::string> differences(Options one, Options other) {
  std::vector<std::string> names;
  const auto ones = list(one);
  const auto others = list(other);
  for (std::size_t i = 0; i < ones.size(); ++i) {
    if (ones[i].value.text() != others[i].value.text()) names.push_back(ones[i].name);
  }
  if (one.kafka_properties != other.kafka_properties) names.emplace_back("broker.kafka");
  return names;
}

}  // namespace boomerang::app
