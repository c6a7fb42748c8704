#pragma once

#include <string>
#include <string_view>

#include "boomerang/base/result.h"
#include "boomerang/config/value.h"

namespace boomerang::app {

// What stands after "kafka://": some brokers of the cluster, as librdkafka takes them.
// Fails: invalid  not of the form kafka://HOST:PORT[,HOST:PORT]
Result<std::string> kafka_servers(std::string_view url);

// "embedded", or a URL for kafka_servers().
config::Value broker_url(std::string& variable);

// A URL for kafka_servers() only.
config::Value kafka_url(std::string& variable);

}  // namespace boomerang::app
