#pragma once

// What became of a request: done, or refused by the application, or given up.

#include <optional>
#include <string>
#include <string_view>

#include "boomerang/base/clock.h"
#include "boomerang/base/sha256.h"
#include "boomerang/event/event.h"
#include "boomerang/event/request_id.h"

namespace boomerang {

struct Outcome {
  std::string type;           // "UserCreated". A route may map it to an HTTP status.
  std::optional<int> status;  // 200 to 599; wins over the route's table.
  std::string content_type = "application/json";
  std::string body;
  HttpFields fields;  // For the client, if on the route's allow-list: "location", "etag", ...

  // Filled in by the worker.
  RequestId request_id;
  std::string key;     // That of the event.
  std::string source;  // Which worker.
  WallTime time{};     // When it was decided.
  int attempts = 1;    // Runs of the handler, this one included.
  std::string trace_parent;
  // Of the event that is answered: of two requests with one id, which one. Workers in other
  // languages may leave it out.
  std::optional<Digest> payload_hash;

  bool operator==(const Outcome&) const = default;
};

// The types that the worker itself decides.
inline constexpr std::string_view failed_type = "RequestFailed";      // Given up: a dead letter.
inline constexpr std::string_view mismatch_type = "RequestMismatch";  // A used id, another payload.

// The id of the outcome record, the same for every copy: derived from the request's id and the
// outcome's type. A UUIDv8 with the time of the request. Source: RFC 9562, section 5.8.
RequestId outcome_id(RequestId request, std::string_view type);

}  // namespace boomerang
