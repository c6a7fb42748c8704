#pragma once

// What a request asks for beside its body: how long it will wait, in which order it is to be
// handled, and whether it is another one again. All of it is read before anything is published.

#include <string>
#include <string_view>
#include <variant>

#include "boomerang/base/clock.h"
#include "boomerang/base/sha256.h"
#include "boomerang/event/request_id.h"
#include "boomerang/gateway/route.h"
#include "boomerang/gateway/route_table.h"
#include "boomerang/gateway/waiting_table.h"
#include "boomerang/http/request.h"

namespace boomerang::gateway {

struct AskedRequest {
  RequestId id;
  bool chosen_id = false;  // By an idempotency key.
  Digest payload_hash{};
  std::string ordering_key;  // That of the event; the id if there is no other.
  bool is_ordered = false;   // Whether there is.
  Patience patience = {};
  Duration wait{};
};

struct RefusedRequest {
  Refusal refusal;
  RequestId id;  // The chosen one, if its key can be read.
};

// `caller` names who asks, for the scope of an idempotency key; empty for nobody in particular.
// `id` is the request's if its client has not chosen one.
std::variant<AskedRequest, RefusedRequest> read_asked(const http::Request& request,
                                                      const Route& route,
                                                      const PathParameters& parameters,
                                                      std::string_view caller, RequestId id);

}  // namespace boomerang::gateway
