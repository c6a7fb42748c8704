#include "boomerang/describe/gateway_response.h"

#include <boost/json/object.hpp>

#include "boomerang/describe/openapi_part.h"
#include "boomerang/describe/outcome_response.h"

namespace boomerang::describe {
namespace {

namespace json = boost::json;
using gateway::Idempotency;
using gateway::OrderingKey;
using gateway::Route;

// Whether a request may come without it. A path always has its parameters.
bool may_lack_ordering_key(const Route& route) {
  return route.ordering_key.source == OrderingKey::Source::header ||
         route.ordering_key.source == OrderingKey::Source::body;
}

void add_unprocessable(ResponseSet& responses, const Route& route) {
  if (route.idempotency != Idempotency::off) responses.add_shared(422, "Key-Reused");
  if (route.check_body || !route.schema.empty()) {
    responses.add_shared(422, "Unprocessable-Content");
  }
  if (may_lack_ordering_key(route)) responses.add_shared(422, "Ordering-Key-Missing");
}

}  // namespace

void add_gateway_responses(ResponseSet& responses, const Route& route) {
  responses.add_shared(202, "Accepted");
  responses.add_shared(400, "Bad-Request");
  if (!route.authentication.empty()) responses.add_shared(401, "Unauthorized");
  if (!route.scopes.empty()) responses.add_shared(403, "Forbidden");
  responses.add_shared(408, "Request-Timeout");
  if (route.idempotency != Idempotency::off && route.repeat == gateway::Repeat::conflicts) {
    responses.add_shared(409, "Under-Way");
  }
  responses.add_shared(413, "Content-Too-Large");
  responses.add_shared(414, "URI-Too-Long");
  if (!route.content_types.empty()) responses.add_shared(415, "Unsupported-Media-Type");
  add_unprocessable(responses, route);
  if (route.waiting_per_caller_max > 0) responses.add_shared(429, "Too-Many-Requests");
  responses.add_shared(431, "Fields-Too-Large");
  responses.add_shared(500, "Internal-Server-Error");
  responses.add_shared(502, "Bad-Gateway");
  responses.add_shared(503, "Service-Unavailable");
  responses.add_shared(504, "Gateway-Timeout");
}

void add_status_responses(ResponseSet& responses) {
  responses.add("200", "The outcome is not there yet.", "application/json",
                reference("schemas", "PendingRequest"));
  responses.add("200", "Each change of state and the outcome, as server-sent events.",
                "text/event-stream", json::object{{"type", "string"}});
  for (const auto* name : {"X-Request-Id", "Retry-After"}) {
    responses.add_header("200", name, header_called(name));
  }
  add_found(responses, "200");
  responses.add("204", "There are no more events after that of `Last-Event-ID`.");
  responses.add_shared(400, "Bad-Request");
  responses.add_shared(404, "Never-Issued");
  responses.add_shared(408, "Request-Timeout");
  responses.add_shared(410, "Gone");
  responses.add_shared(413, "Content-Too-Large");
  responses.add_shared(414, "URI-Too-Long");
  responses.add_shared(431, "Fields-Too-Large");
  responses.add_shared(503, "Look-Up-Unavailable");
  // What became of the request, where it is no outcome of the application.
  responses.add_shared(422, "Key-Reused");
  responses.add_shared(500, "Internal-Server-Error");
  responses.add_shared(502, "Bad-Gateway");
  for (const auto* status : {"422", "500", "502"}) add_found(responses, status);
}

}  // namespace boomerang::describe
