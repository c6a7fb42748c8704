#pragma once

// Which web pages of other origins may use a route, as browsers ask and are told.
// Source: Fetch, CORS protocol.

#include <functional>
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

// What a route reads to know who calls, in lower case.
using CredentialFields = std::function<std::vector<std::string>(const Route& route)>;

// The answer to that, for the routes of its path: what the page may send. Without the fields of
// the protocol if none of them lets the origin in.
http::Response answer_preflight(const http::Request& request,
                                const std::vector<const Route*>& routes,
                                const CredentialFields& credentials);

// The answer to who asks for the status resource: a page that may use one of all routes may ask
// what became of its requests. Whether it may read the answer is said by the route that took them.
http::Response answer_status_preflight(const http::Request& request,
                                       const std::vector<Route>& routes,
                                       const CredentialFields& credentials);

// Lets the page of `origin` read the answer. Nothing but Vary if it is empty.
void expose(http::Response& response, const Route& route, const std::string& origin);

// The same for an answer that none of the routes has given, by one that lets the page in.
void expose_by_any(http::Response& response, const http::Request& request,
                   const std::vector<const Route*>& routes);

}  // namespace boomerang::gateway
