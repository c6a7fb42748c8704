#pragma once

// What was asked: a state-changing HTTP request, before anything has been done about it.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "boomerang/base/clock.h"
#include "boomerang/base/sha256.h"
#include "boomerang/event/request_id.h"

namespace boomerang {

// HTTP header fields: names in lower case, in the order in which they came.
using HttpFields = std::vector<std::pair<std::string, std::string>>;

// Where the gateway that holds the connection listens for the outcome.
struct ReplyAddress {
  std::string topic;
  std::int32_t partition = 0;

  bool operator==(const ReplyAddress&) const = default;
};

struct Event {
  RequestId id;
  std::string key;     // Events of one key are handled in order. By default the request id.
  std::string type;    // "HTTPRequestReceived", unless the route names its own.
  std::string source;  // Which gateway.
  WallTime time{};
  std::optional<WallTime> expires;  // When nobody will be waiting any more.

  std::string method;        // "POST"
  std::string target;        // "/users?x=1", as the client sent it.
  std::string path;          // "/users"
  std::string route;         // "POST /users"
  std::string content_type;  // Empty if the request had none.
  HttpFields fields;         // Those on the route's allow-list.
  std::string body;

  std::string trace_parent;  // W3C trace context; empty if there is none.
  std::string trace_state;
  Digest
      payload_hash{};  // Of method, route, target and body: tells a repeated request from another.
  std::optional<ReplyAddress> reply;

  bool operator==(const Event&) const = default;
};

// What a reused request id is compared by. `target` is what the route does not say of it: the whole
// if its path has parameters, else the query with its '?', if there is one.
Digest payload_hash(std::string_view method, std::string_view route, std::string_view body,
                    std::optional<std::string_view> target = std::nullopt);

}  // namespace boomerang
