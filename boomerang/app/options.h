#pragma once

// The settings that every program has.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "boomerang/base/clock.h"
#include "boomerang/base/log.h"
#include "boomerang/config/address.h"
#include "boomerang/config/command.h"
#include "boomerang/http/tls_options.h"

namespace boomerang::app {

// Which parts of the application a process runs. Several that share a Kafka and a database make up
// one application.
enum class Role { all, gateway, worker };

struct Options {
  config::Address listen{"127.0.0.1", 8080};
  config::Address admin{"127.0.0.1", 8082};
  bool console = true;                // On the port of `admin`.
  std::string console_password = {};  // Empty: only on a loopback address.
  std::filesystem::path data = "./.boomerang";

  // Or "kafka://HOST:PORT,HOST:PORT". Empty: a gateway by itself, which nobody has told yet.
  std::string broker = "embedded";
  std::vector<std::pair<std::string, std::string>> kafka_properties = {};  // Of librdkafka.
  std::string database = {};  // Empty: SQLite, in the data folder.

  Role role = Role::all;
  std::string instance = {};  // Empty: made from the host and the process.
  std::int64_t workers = 1;
  std::optional<std::int64_t> partitions;

  std::filesystem::path tls_certificate = {};  // PEM; empty: plain HTTP.
  std::filesystem::path tls_key = {};
  http::TlsVersion tls_version_min = http::TlsVersion::tls_1_2;
  std::filesystem::path tls_client_authorities = {};  // Empty: clients show no certificate.
  std::string ticket_secret = {};                     // Empty: the data folder has one.
  std::string former_ticket_secret = {};              // Opens tickets, and makes none.
  std::optional<Duration> timeout;                    // Overrides that of every route.
  std::uint32_t shards = 0;
  log::Level log_level = log::Level::info;
  std::filesystem::path config = {};

  // None: plain HTTP.
  std::optional<http::TlsOptions> tls() const;

  bool on_kafka() const { return !broker.empty() && broker != "embedded"; }
  bool serves() const { return role != Role::worker; }
  bool works() const { return role != Role::gateway; }
};

// The lists that fill `options`, which must outlive them.
std::vector<config::Option> list(Options& options);
std::vector<config::Section> sections(Options& options);

// The same for a gateway by itself: what belongs to a worker is not there, and the log is Kafka.
std::vector<config::Option> gateway_list(Options& options);

// The names of those that are not the same: "listen", "broker.kafka".
std::vector<std::string> differences(Options one, Options other);

}  // namespace boomerang::app
