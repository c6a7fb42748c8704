#include "boomerang/app/broker_url.h"

#include "boomerang/config/address.h"

namespace boomerang::app {
namespace {

constexpr std::string_view scheme = "kafka://";

Fault unexpected() {
  return {FaultKind::invalid, "expected embedded, or kafka://HOST:PORT[,HOST:PORT]"};
}

}  // namespace

Result<std::string> kafka_servers(std::string_view url) {
  if (!url.starts_with(scheme)) return unexpected();
  const std::string servers(url.substr(scheme.size()));
  std::string_view rest = servers;
  for (;;) {
    const auto comma = rest.find(',');
    if (!config::parse_address(rest.substr(0, comma))) return unexpected();
    if (comma == std::string_view::npos) return servers;
    rest.remove_prefix(comma + 1);
  }
}

config::Value broker_url(std::string& variable) {
  return {config::Value::Form::text, "BROKER",
          [&variable](std::string_view given) -> Result<void> {
            if (given != "embedded") {
              if (auto servers = kafka_servers(given); !servers) return servers.fault();
            }
            variable = given;
            return {};
          },
          [&variable] { return variable; }};
}

config::Value kafka_url(std::string& variable) {
  return {config::Value::Form::text, "BROKER",
          [&variable](std::string_view given) -> Result<void> {
            if (!kafka_servers(given)) {
              return Fault{FaultKind::invalid,
                           "expected kafka://HOST:PORT[,HOST:PORT], where the workers are as well"};
            }
            variable = given;
            return {};
          },
          [&variable] { return variable; }};
}

}  // namespace boomerang::app
