#pragma once

// Which web pages of other origins may use a route, as browsers ask and are told.
// Source: Fetch, CORS protocol.

#include <string>
#include <vector>

#include "boomerang/gateway/route.h"
#include "boomerang/http/request.h"
#include "boomerang/http/response.h"

namespace boomerang::gateway {

// The request's origin if one of the routes lets it in; else empty, also if there is none.
std::string allowed_origin(const http::Request& request, const std::vector<const Route*>& routes);

// Whether the request asks for permission and is none of its own.
bool is_preflight(const http::Request& request);

// The answer to that, for the routes of its path: what the page may send. Without the fields of
// the protocol if none of them lets the origin in.
http::Response answer_preflight(const http::Request& request,
                                const std::vector<const Route*>& routes);

// Lets the page of `origin` read the answer. Nothing but Vary if it is empty.
void expose(http::Response& response, const Route& route, const std::string& origin);

}  // namespace boomerang::gateway
