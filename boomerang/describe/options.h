#pragma once

// What the descriptions say beside the routes.

#include <map>
#include <string>
#include <vector>

namespace boomerang::describe {

// One of the gateway's ways to authenticate.
struct SecurityScheme {
  enum class Kind { api_key, jwt_bearer };

  Kind kind = Kind::api_key;
  std::string field = "X-API-Key";  // Of an API key: the request field that holds it.
  std::string description = {};
};

// Where the gateway can be reached: "https://api.example.com".
struct ApiServer {
  std::string url = {};
  std::string description = {};
};

// Where the topics are: "kafka.example.com:9092".
struct BrokerServer {
  std::string host = {};
  bool tls = false;
};

struct DescribeOptions {
  std::string title = "Boomerang";
  std::string version = "0.1.0";  // Of the API that is described.
  std::string description = {};
  std::vector<ApiServer> servers = {};  // None: where the description came from.

  // By the names that routes use for them: letters, digits, . _ and -.
  std::map<std::string, SecurityScheme, std::less<>> security_schemes = {};

  std::vector<BrokerServer> brokers = {};
  // Where gateways are answered. Empty: on the outcomes topics, as in one process.
  std::string replies_topic = {};
  int replies_partitions = 0;  // 0: not said.
  // Requests topic -> where its events go that are given up. Those without one are not described.
  std::map<std::string, std::string, std::less<>> dead_letters_topics = {};
};

}  // namespace boomerang::describe
