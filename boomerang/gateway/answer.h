#pragma once

// What a client is told: the one place where faults and outcomes become HTTP.
//
// | what happened                                 | status                                       |
// |-----------------------------------------------|----------------------------------------------|
// | an outcome                                    | its own, else the route's for its type, else |
// |                                               | 200                                          |
// | an outcome that is not well-formed            | 502                                          |
// | the route's check of the body refuses         | the refusal's                                |
// | nothing was published: a bound, the log away  | 503 with Retry-After                         |
// | nothing was published: the record is too large| 413                                          |
// | no outcome before the deadline                | 504                                          |
//
// 503 only if nothing was published, 504 only if something was or may have been.
// Every answer names the request in X-Request-Id.

#include <chrono>

#include "boomerang/base/result.h"
#include "boomerang/event/outcome.h"
#include "boomerang/event/request_id.h"
#include "boomerang/gateway/route.h"
#include "boomerang/http/response.h"

namespace boomerang::gateway {

http::Response answer_outcome(const Outcome& outcome, const Route& route);

// The worker published something for this request that cannot be an answer.
http::Response answer_bad_outcome(RequestId id);

http::Response answer_refusal(const Refusal& refusal, RequestId id);

// The event is known not to be in the log. `fault` must not be `unknown`.
http::Response answer_unpublished(const Fault& fault, RequestId id);

http::Response answer_timeout(std::chrono::microseconds timeout, RequestId id);

// The gateway stops before the outcome is there.
http::Response answer_stopping(RequestId id);

}  // namespace boomerang::gateway
