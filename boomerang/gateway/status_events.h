#pragma once

// What the status resource sends to those who listen: events, as browsers' EventSource reads them.
//
//   id: 0
//   event: pending
//   data: {"state":"pending","request_id":"..."}
//
//   id: 1
//   event: completed
//   data: {"state":"completed","request_id":"...","status":201,"headers":{...},"body":"..."}
//
//   event: failed
//   data: {"type":"/problems/log-unavailable","title":"...","status":503,...}
//
// The body is the text that the first request would have been answered with; one that is no UTF-8
// comes as `body_base64url`, without padding; a status without content (204, 205, 304) has none. A
// field that comes several times is one member, its values joined by commas. Source: HTML,
// section 9.2, server-sent events; RFC 4648, section 5.

#include <string>
#include <string_view>

#include "boomerang/event/request_id.h"
#include "boomerang/http/response.h"

namespace boomerang::gateway {

// The last event that there is. Who has seen it needs no more.
inline constexpr std::string_view last_event_id = "1";

std::string pending_event(RequestId id);
std::string completed_event(RequestId id, const http::Response& response);

// The outcome will not be told here: the answer says why, as a problem.
std::string failed_event(const http::Response& response);

// Nothing, so that a connection without news is not taken for a dead one.
std::string heartbeat();

http::Response event_stream_head(RequestId id);

}  // namespace boomerang::gateway
