#pragma once

// What a client is told: the one place where faults and outcomes become HTTP.
//
// | what happened                                  | status                                      |
// |------------------------------------------------|---------------------------------------------|
// | an outcome                                     | its own, else the route's for its type, else|
// |                                                | 200                                         |
// | an outcome that cannot be an answer            | 502                                         |
// | a check refuses                                | the refusal's                               |
// | nothing was published: a bound, the log away   | 503 with Retry-After                        |
// | nothing was published: the record is too large | 413                                         |
// | no outcome before the deadline                 | 504, or 202 if the client asked for it, both|
// |                                                | with Location                               |
//
// 503 only if nothing was published, 504 only if something was or may have been.
// Every answer names the request in X-Request-Id.

#include <chrono>
#include <string>
#include <string_view>

#include "boomerang/base/result.h"
#include "boomerang/event/outcome.h"
#include "boomerang/event/request_id.h"
#include "boomerang/gateway/known_requests.h"
#include "boomerang/gateway/route.h"
#include "boomerang/http/response.h"

namespace boomerang::gateway {

// The status by which the route answers the outcome, if it can be an answer.
int status_of(const Outcome& outcome, const Route& route);

http::Response answer_outcome(const Outcome& outcome, const Route& route);

// How a request ended, for whoever asks later: the same as for who waited.
http::Response answer_ending(const Ending& ending, const Route& route, RequestId id);

// A success without its body: 204 for 200, else the same status. An error keeps its body, and so
// does what has none to leave out. Source: RFC 7240, section 4.2.
// Says whether it was one.
bool make_minimal(http::Response& response);

// The worker published something for this request that cannot be an answer.
http::Response answer_bad_outcome(RequestId id);

http::Response answer_refusal(const Refusal& refusal, RequestId id);

// A refusal that Retry-After goes with.
http::Response answer_later(const Refusal& refusal, std::chrono::seconds retry_after, RequestId id);

// The event is known not to be in the log. `fault` must not be `unknown`.
http::Response answer_unpublished(const Fault& fault, RequestId id);

// The time is up. `location` is where the outcome will be.
http::Response answer_timeout(Duration waited, const std::string& location, RequestId id);
http::Response answer_accepted(const std::string& location, RequestId id);

// The gateway stops before the outcome is there.
http::Response answer_stopping(const std::string& location, RequestId id);

// Not there yet, at the place where it will be.
http::Response answer_pending(RequestId id);

}  // namespace boomerang::gateway
