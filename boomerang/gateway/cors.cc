#include "boomerang/gateway/cors.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

namespace boomerang::gateway {
namespace {

// What a client of any route sends and reads, beside what the route itself says.
constexpr std::string_view request_fields =
    "authorization, content-type, idempotency-key, prefer, traceparent, tracestate";
constexpr std::string_view status_request_fields = "authorization, last-event-id, prefer";
constexpr std::string_view answer_fields =
    "Location, Preference-Applied, Retry-After, X-Request-Id, X-Request-State";

bool allows(const Route& route, std::string_view origin) {
  const auto& origins = route.cors.origins;
  return std::any_of(origins.begin(), origins.end(),
                     [&](const auto& one) { return one == "*" || one == origin; });
}

void add_permission(http::Response& response, const Cors& cors, const std::string& origin) {
  response.fields.add("Access-Control-Allow-Origin", origin);
  if (cors.credentials) response.fields.add("Access-Control-Allow-Credentials", "true");
}

std::string joined(std::string_view first, const std::vector<std::string>& more) {
  std::string out(first);
  for (const auto& one : more) out.append(", ").append(one);
  return out;
}

// Names of fields, each once.
class Names {
 public:
  void add(const std::vector<std::string>& names) {
    for (const auto& name : names) {
      if (std::find(names_.begin(), names_.end(), name) == names_.end()) names_.push_back(name);
    }
  }
  std::string listed_after(std::string_view first) const { return joined(first, names_); }

 private:
  std::vector<std::string> names_;
};

http::Response no_permission() {
  http::Response response;
  response.status = 204;
  response.fields.add("Vary", "Origin");
  return response;
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
                                const std::vector<const Route*>& routes,
                                const CredentialFields& credentials) {
  http::Response response = no_permission();
  const auto method = request.field("access-control-request-method").value_or("");
  const auto origin = request.field("origin").value_or("");
  for (const auto* route : routes) {
    if (route->method != method || !allows(*route, origin)) continue;
    Names names;
    names.add(route->request_fields);
    names.add(route->cors.request_fields);
    names.add(credentials(*route));
    if (route->ordering_key.source == OrderingKey::Source::header) {
      names.add({route->ordering_key.name});
    }
    add_permission(response, route->cors, std::string(origin));
    response.fields.add("Access-Control-Allow-Methods", route->method);
    response.fields.add("Access-Control-Allow-Headers", names.listed_after(request_fields));
    response.fields.add("Access-Control-Max-Age", std::to_string(route->cors.max_age.count()));
    break;
  }
  return response;
}

http::Response answer_status_preflight(const http::Request& request,
                                       const std::vector<Route>& routes,
                                       const CredentialFields& credentials) {
  http::Response response = no_permission();
  const auto origin = request.field("origin").value_or("");
  Names names;
  std::optional<Cors> granted;  // The most that a route grants, for the shortest time.
  for (const auto& route : routes) {
    if (!allows(route, origin)) continue;
    names.add(route.cors.request_fields);
    names.add(credentials(route));
    if (!granted) granted = route.cors;
    granted->credentials |= route.cors.credentials;
    granted->max_age = std::min(granted->max_age, route.cors.max_age);
  }
  if (!granted) return response;
  add_permission(response, *granted, std::string(origin));
  response.fields.add("Access-Control-Allow-Methods", "GET, HEAD");
  response.fields.add("Access-Control-Allow-Headers", names.listed_after(status_request_fields));
  response.fields.add("Access-Control-Max-Age", std::to_string(granted->max_age.count()));
  return response;
}

void expose(http::Response& response, const Route& route, const std::string& origin) {
  if (route.cors.origins.empty()) return;
  response.fields.add("Vary", "Origin");
  if (origin.empty()) return;
  add_permission(response, route.cors, origin);
  response.fields.add("Access-Control-Expose-Headers", joined(answer_fields, route.answer_fields));
}

void expose_by_any(http::Response& response, const http::Request& request,
                   const std::vector<const Route*>& routes) {
  const Route* shown = nullptr;
  for (const auto* route : routes) {
    if (route->cors.origins.empty()) continue;
    if (shown == nullptr) shown = route;
    const auto origin = allowed_origin(request, {route});
    if (!origin.empty()) return expose(response, *route, origin);
  }
  if (shown != nullptr) expose(response, *shown, "");
}

}  // namespace boomerang::gateway
