#pragma once

// Events for the worker's tests.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "boomerang/event/codec.h"
#include "boomerang/event/event.h"

namespace boomerang::worker {

// A request to create `body`. The same arguments give the same event.
inline Event sample_event(std::uint64_t number, std::string key, std::string body,
                          std::optional<ReplyAddress> reply = ReplyAddress{"replies", 7}) {
  Event event;
  event.id = {0x0192f6c57b6e7000u, 0x8000'0000'0000'0000u | number};
  event.key = std::move(key);
  event.type = "HTTPRequestReceived";
  event.source = "/gateways/g1";
  event.method = "POST";
  event.target = "/users";
  event.path = "/users";
  event.route = "POST /users";
  event.body = std::move(body);
  event.payload_hash = payload_hash(event.method, event.route, event.body);
  event.reply = std::move(reply);
  return event;
}

}  // namespace boomerang::worker
