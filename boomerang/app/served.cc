#include "boomerang/app/served.h"

#include <chrono>
#include <memory>
#include <sstream>
#include <utility>
#include <variant>

#include "boomerang/app/broker_url.h"
#include "boomerang/app/needed_topics.h"
#include "boomerang/auth/authenticator.h"
#include "boomerang/describe/openapi.h"
#include "boomerang/describe/served_document.h"
#include "boomerang/event/topic_names.h"

namespace boomerang::app {
namespace {

describe::SecurityScheme security_scheme(const auth::SchemeOptions& scheme) {
  using describe::SecurityScheme;
  if (const auto* keys = std::get_if<auth::ApiKeysOptions>(&scheme.options)) {
    return {SecurityScheme::Kind::api_key, keys->header, ""};
  }
  const auto& jwt = std::get<auth::JwtOptions>(scheme.options);
  SecurityScheme described;
  described.kind = SecurityScheme::Kind::jwt_bearer;
  described.description = "A token of " + jwt.issuer + ".";
  return described;
}

std::vector<describe::BrokerServer> broker_servers(const Options& options) {
  std::vector<describe::BrokerServer> servers;
  if (!options.on_kafka()) return servers;
  const auto hosts = kafka_servers(options.broker);
  if (!hosts) return servers;
  bool tls = false;
  for (const auto& [name, value] : options.kafka_properties) {
    if (name == "security.protocol") tls = value == "ssl" || value == "sasl_ssl";
  }
  std::istringstream list(*hosts);
  for (std::string host; std::getline(list, host, ',');) servers.push_back({host, tls});
  return servers;
}

}  // namespace

Declared with_file(Declared own, routing::RouteFile file) {
  for (auto& route : file.routes) own.routes.push_back(std::move(route));
  for (auto& scheme : file.schemes) own.schemes.push_back(std::move(scheme));
  for (auto& name : file.files) own.files.push_back(std::move(name));
  return own;
}

Declared with_timeout(Declared declared, const Options& options) {
  if (!options.timeout) return declared;
  for (auto& route : declared.routes) {
    route.timeout = std::chrono::duration_cast<std::chrono::microseconds>(*options.timeout);
  }
  return declared;
}

describe::DescribeOptions describe_options(const Declared& declared, const Options& options) {
  describe::DescribeOptions described;
  described.title = declared.title;
  for (const auto& scheme : declared.schemes) {
    described.security_schemes[scheme.name] = security_scheme(scheme);
  }
  described.brokers = broker_servers(options);
  // A gateway by itself is on Kafka, wherever that is.
  if (options.on_kafka() || options.role != Role::all) {
    described.replies_topic = replies_topic;
    described.replies_partitions = replies_partitions;
  }
  for (const auto& route : declared.routes) {
    described.dead_letters_topics[route.topic] = dead_letters_of(route.topic);
  }
  return described;
}

Result<gateway::Gateway::Served> make_served(const Declared& declared, const Options& options,
                                             const Clock& clock,
                                             const std::optional<auth::Authenticator>& before) {
  auto document = describe::openapi(declared.routes, describe_options(declared, options));
  if (!document)
    return Fault{document.fault().kind, "cannot describe the routes: " + document.fault().what};
  gateway::Gateway::Served served;
  served.routes = declared.routes;
  if (!declared.schemes.empty()) {
    auth::Authenticator::Options authentication;
    authentication.schemes = declared.schemes;
    auto authenticator =
        auth::Authenticator::make(authentication, clock, before ? &*before : nullptr);
    if (!authenticator) return authenticator.fault();
    served.authenticator = *std::move(authenticator);
    for (const auto& scheme : declared.schemes) served.schemes.push_back(scheme.name);
  }
  const auto description = std::make_shared<describe::ServedDocument>(*std::move(document));
  served.description = [description](const http::Request& request) {
    return description->answer(request);
  };
  return served;
}

}  // namespace boomerang::app
