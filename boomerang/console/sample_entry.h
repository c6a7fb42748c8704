#pragma once

// Entries for the console's tests, and the routes that they are of.

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "boomerang/broker/broker.h"
#include "boomerang/console/watched_routes.h"
#include "boomerang/event/codec.h"

namespace boomerang::console {

inline const WallTime sample_time =
    std::chrono::sys_days(std::chrono::year(2026) / 1 / 31) + std::chrono::hours(12);

inline WatchedRoutes sample_routes() {
  return {{{.route = {.method = "POST",
                      .paths = {"/users"},
                      .topic = "users.requests",
                      .outcomes_topic = "users.outcomes",
                      .statuses = {{"UserCreated", 201}, {"UserDuplicated", 409}}},
            .dead_letters_topic = "users.dead_letters"}},
          "replies"};
}

// The n-th of a row, accepted n milliseconds after sample_time, with five seconds to wait.
inline Event sample_event(std::uint64_t number, const std::string& body = R"({"name":"Ada"})") {
  const auto time = sample_time + std::chrono::milliseconds(number);
  const auto milliseconds =
      std::chrono::floor<std::chrono::milliseconds>(time.time_since_epoch()).count();
  Event event;
  event.id = {(static_cast<std::uint64_t>(milliseconds) << 16) | 0x7000u,
              0x8000'0000'0000'0000u | number};
  event.key = to_string(event.id);
  event.type = "HTTPRequestReceived";
  event.source = "/gateways/g1";
  event.time = time;
  event.expires = time + std::chrono::seconds(5);
  event.method = "POST";
  event.target = "/users?n=" + std::to_string(number);
  event.path = "/users";
  event.route = "POST /users";
  event.content_type = "application/json";
  event.body = body;
  event.payload_hash = payload_hash(event.method, event.route, event.body);
  return event;
}

// What became of it, `after` it was accepted.
inline Outcome sample_outcome(const Event& event, std::string type,
                              Duration after = std::chrono::milliseconds(20)) {
  Outcome outcome;
  outcome.type = std::move(type);
  outcome.request_id = event.id;
  outcome.key = event.key;
  outcome.source = "/workers/w1";
  outcome.time = event.time + std::chrono::duration_cast<std::chrono::microseconds>(after);
  outcome.payload_hash = event.payload_hash;
  return outcome;
}

inline broker::Entry sample_entry(Record record, broker::Offset offset = 0,
                                  WallTime time = sample_time) {
  return {0, offset, time, std::make_shared<const Record>(std::move(record))};
}

}  // namespace boomerang::console
