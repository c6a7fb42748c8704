#include "boomerang/gateway/route.h"

#include <algorithm>
#include <utility>

namespace boomerang::gateway {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_ignoring_case(std::string_view one, std::string_view other) {
  return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                    [](char a, char b) { return lower(a) == lower(b); });
}

// "application/json" of "Application/JSON; charset=utf-8", as it was written.
std::string_view media_type(std::string_view content_type) {
  content_type = content_type.substr(0, content_type.find(';'));
  while (!content_type.empty() && (content_type.back() == ' ' || content_type.back() == '\t')) {
    content_type.remove_suffix(1);
  }
  return content_type;
}

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const auto& text : texts) out.append(out.empty() ? "" : ", ").append(text);
  return out;
}

std::optional<http::Response> refuse_content_type(const Route& route, const http::Request& head) {
  if (route.content_types.empty()) return std::nullopt;
  const auto given = media_type(head.field("content-type").value_or(""));
  const auto accepted =
      std::any_of(route.content_types.begin(), route.content_types.end(),
                  [&](const auto& type) { return same_ignoring_case(type, given); });
  if (accepted) return std::nullopt;
  const std::string types = joined(route.content_types);
  auto response = http::problem(415, "Send the body with Content-Type: " + types + ".");
  response.fields.add("Accept", types);
  return response;
}

}  // namespace

Result<RouteTable> RouteTable::make(std::vector<Route> routes) {
  const auto bad = [](std::string what) { return Fault{FaultKind::invalid, std::move(what)}; };
  if (routes.empty()) return bad("there are no routes");
  RouteTable table;
  table.routes_ = std::move(routes);
  for (std::size_t i = 0; i < table.routes_.size(); ++i) {
    const Route& route = table.routes_[i];
    if (route.paths.empty()) return bad("a route for " + route.topic + " has no path");
    if (route.topic.empty() || route.outcomes_topic.empty()) {
      return bad("route " + route.name() + " needs a topic and an outcomes topic");
    }
    for (const auto& path : route.paths) {
      if (!path.starts_with('/')) return bad("path \"" + path + "\" must begin with /");
      if (!table.paths_[path].emplace(route.method, i).second) {
        return bad("two routes for " + route.method + " " + path);
      }
    }
  }
  return table;
}

RouteTable::Match RouteTable::match(const http::Request& head) const {
  const auto path = paths_.find(head.path());
  if (path == paths_.end()) {
    return {.refusal = http::problem(404, "There is nothing at this path; check its spelling.")};
  }
  const auto method = path->second.find(head.method);
  if (method == path->second.end()) {
    std::vector<std::string> methods;
    for (const auto& [name, place] : path->second) methods.push_back(name);
    auto response = http::problem(405, "Use " + joined(methods) + " for this path.");
    response.fields.add("Allow", joined(methods));
    return {.refusal = std::move(response)};
  }
  const Route& route = routes_[method->second];
  return {.route = &route, .refusal = refuse_content_type(route, head)};
}

}  // namespace boomerang::gateway
