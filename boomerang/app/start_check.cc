#include "boomerang/app/start_check.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "boomerang/app/broker_url.h"
#include "boomerang/app/console_parts.h"
#include "boomerang/broker/kafka/kafka_broker.h"
#include "boomerang/http/tls_context.h"
#include "boomerang/ticket/secret.h"

namespace boomerang::app {
namespace {

// A file that is waited for, such as a pipe, is none. Whether there is one at all is told by who
// reads it.
bool may_be_file(const std::filesystem::path& file) {
  std::error_code error;
  const auto kind = std::filesystem::status(file, error).type();
  using Type = std::filesystem::file_type;
  return kind == Type::regular || kind == Type::not_found || kind == Type::none;
}

class Checks {
 public:
  explicit Checks(const Options& options) : options_(options) {}

  void add(std::string option, std::string what) {
    refused_.push_back({std::move(option), std::move(what)});
  }

  template <typename T>
  void add(std::string option, const Result<T>& result) {
    if (!result) add(std::move(option), result.fault().what);
  }

  void check_tls(const Clock& clock) {
    const auto& certificate = options_.tls_certificate;
    const auto& key = options_.tls_key;
    const auto& authorities = options_.tls_client_authorities;
    if (!certificate.empty() && key.empty()) {
      add("tls-certificate", "TLS needs the certificate's key as well: --tls-key, or tls.key");
    }
    if (certificate.empty() && !key.empty()) {
      add("tls-key",
          "TLS needs the key's certificate as well: --tls-certificate, or "
          "tls.certificate");
    }
    if (certificate.empty() && key.empty() && !authorities.empty()) {
      add("tls-client-authorities",
          "without --tls-certificate and --tls-key nobody is asked for a certificate");
    }
    if (certificate.empty() || key.empty()) return;
    for (const auto& [option, file] :
         {std::pair("tls-certificate", certificate), std::pair("tls-key", key),
          std::pair("tls-client-authorities", authorities)}) {
      if (may_be_file(file)) continue;
      return add(option, file.string() + " is no regular file");
    }
    const auto loaded = http::TlsContext::load(*options_.tls(), clock.wall());
    if (loaded) return;
    const auto& what = loaded.fault().what;
    const bool of_key = what.starts_with("TLS key");
    const bool of_clients = what.starts_with("TLS client");
    add(of_key ? "tls-key" : of_clients ? "tls-client-authorities" : "tls-certificate", what);
  }

  void check_secrets() {
    if (const auto& secret = options_.ticket_secret; !secret.empty()) {
      add("ticket-secret", ticket::parse_secret(secret));
    }
    if (const auto& secret = options_.former_ticket_secret; !secret.empty()) {
      add("former-ticket-secret", ticket::parse_secret(secret));
    }
  }

  void check_broker() {
    if (options_.role != Role::all && options_.broker == "embedded") {
      add("broker",
          "the embedded log is one process's own: a gateway or a worker by itself (--role) needs "
          "--broker kafka://HOST:PORT");
    }
    if (!options_.on_kafka()) return;
    broker::KafkaOptions kafka;
    kafka.servers = *kafka_servers(options_.broker);
    kafka.properties = options_.kafka_properties;
    add("broker.kafka", broker::check_kafka_options(kafka));
  }

  std::vector<RefusedOption> take() { return std::move(refused_); }

 private:
  const Options& options_;
  std::vector<RefusedOption> refused_;
};

}  // namespace

std::vector<RefusedOption> check_start(const Options& options, const Clock& clock) {
  Checks checks(options);
  checks.check_broker();
  checks.add("console-password", console_options(options));
  if (options.serves()) {
    checks.check_tls(clock);
    checks.check_secrets();
  }
  return checks.take();
}

}  // namespace boomerang::app
