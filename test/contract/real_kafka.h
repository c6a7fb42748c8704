#pragma once

// The real cluster that a test runs on, if the environment names one.

#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

#include "boomerang/broker/kafka/options.h"

namespace boomerang::broker {

// BOOMERANG_TEST_KAFKA is "host:port", BOOMERANG_TEST_KAFKA_PROPERTIES has "name=value" on each
// line.
inline std::vector<KafkaOptions> real_clusters() {
  const char* const servers = std::getenv("BOOMERANG_TEST_KAFKA");
  if (servers == nullptr) return {};
  KafkaOptions options;
  options.servers = servers;
  const char* const properties = std::getenv("BOOMERANG_TEST_KAFKA_PROPERTIES");
  std::istringstream lines(properties == nullptr ? "" : properties);
  for (std::string line; std::getline(lines, line);) {
    const auto equals = line.find('=');
    options.properties.emplace_back(line.substr(0, equals), line.substr(equals + 1));
  }
  return {options};
}

}  // namespace boomerang::broker
