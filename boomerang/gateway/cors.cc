#include "boomerang/gateway/cors.h"

#include <algorithm>
#include <string_view>

namespace boomerang::gateway {
namespace {

// What a client of any route sends and reads, beside what the route itself says.
constexpr std::string_view request_fields =
    "authorization, content-type, idempotency-key, prefer, traceparent, tracestate";
constexpr std::string_view answer_fields =
    "Location, Preference-Applied, Retry-After, X-Request-Id, X-Request-State";

bool allows(const Route& route, std::string_view origin) {
  const auto& origins = route.cors.origins;
  return std::any_of(origins.begin(), origins.end(),
                     [&](const auto& one) { return one == "*" || one == origin; });
}

void add_permission(http::Response& response, const Route& route, const std::string& origin) {
  response.fields.add("Access-Control-Allow-Origin", origin);
  if (route.cors.credentials) response.fields.add("Access-Control-Allow-Credentials", "true");
}

std::string joined(std::string_view first, const std::vector<std::string>& more) {
  std::string out(first);
  for (const auto& one : more) out.append(", ").append(one);
  return out;
}

}  // namespace

std::string allowed_origin(const http::Request& request, const std::vector<const Route*>& routes) {
  const auto origin = request.field("origin");
  if (!origin) return {};
  for (const auto* route : routes) {
    if (allows(*route, *origin)) return std::string(*origin);
  }
  return {};
}

bool is_preflight(const http::Request& request) {
  return request.method == "OPTIONS" && request.field("origin") &&
         request.field("access-control-request-method");
}

http::Response answer_preflight(const http::Request& request,
                                const std::vector<const Route*>& routes) {
  http::Response response;
  response.status = 204;
  response.fields.add("Vary", "Origin");
  const auto method = request.field("access-control-request-method").value_or("");
  const auto origin = request.field("origin").value_or("");
  for (const auto* route : routes) {
    if (route->method != method || !allows(*route, origin)) continue;
    add_permission(response, *route, std::string(origin));
    auto fields = joined(request_fields, route->request_fields);
    fields = joined(fields, route->cors.request_fields);
    response.fields.add("Access-Control-Allow-Methods", route->method);
    response.fields.add("Access-Control-Allow-Headers", fields);
    response.fields.add("Access-Control-Max-Age", std::to_string(route->cors.max_age.count()));
    break;
  }
  return response;
}

void expose(http::Response& response, const Route& route, const std::string& origin) {
  if (route.cors.origins.empty()) return;
  response.fields.add("Vary", "Origin");
  if (origin.empty()) return;
  add_permission(response, route, origin);
  response.fields.add("Access-Control-Expose-Headers", joined(answer_fields, route.answer_fields));
}

}  // namespace boomerang::gateway
