#include "boomerang/gateway/route_table.h"

#include <algorithm>
#include <set>

namespace boomerang::gateway {
namespace {

Fault bad(std::string what) { return {FaultKind::invalid, std::move(what)}; }

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

// A body that is compressed, say, is taken only where the worker is told of it and nobody reads the
// body before. Source: RFC 9110, sections 8.4 and 15.5.16.
std::optional<http::Response> refuse_content_encoding(const Route& route,
                                                      const http::Request& head) {
  const auto coding = head.field("content-encoding");
  if (!coding || same_ignoring_case(*coding, "identity")) return std::nullopt;
  const auto& passed_on = route.request_fields;
  const bool is_told =
      std::find(passed_on.begin(), passed_on.end(), "content-encoding") != passed_on.end();
  if (is_told && !route.check_body && route.ordering_key.source != OrderingKey::Source::body) {
    return std::nullopt;
  }
  auto response = http::problem(415, "Send the body as it is, without Content-Encoding.");
  response.fields.add("Accept-Encoding", "identity");
  return response;
}

// "a", "b" of "/a/b"; "a", "" of "/a/"; "" of "/".
std::vector<std::string_view> segments_of(std::string_view path) {
  std::vector<std::string_view> segments;
  path.remove_prefix(1);
  for (;;) {
    const auto slash = path.find('/');
    segments.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return segments;
    path.remove_prefix(slash + 1);
  }
}

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// "account" of "{account}"; nothing of "accounts".
// Fails: invalid  neither of the two
Result<std::optional<std::string_view>> parameter_of(std::string_view segment,
                                                     const std::string& path) {
  if (segment.find_first_of("{}") == std::string_view::npos) {
    return std::optional<std::string_view>();
  }
  const bool braced = segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
  const auto name = braced ? segment.substr(1, segment.size() - 2) : std::string_view();
  const auto good = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return is_letter_or_digit(c) || c == '_';
  });
  if (!good) {
    return bad("path \"" + path + "\": a parameter is a whole segment such as {account}, of " +
               "letters, digits and _");
  }
  return std::optional(name);
}

Result<void> check(const Route& route) {
  if (route.paths.empty()) return bad("a route for " + route.topic + " has no path");
  if (route.topic.empty() || route.outcomes_topic.empty()) {
    return bad("route " + route.name() + " needs a topic and an outcomes topic");
  }
  for (const auto& path : route.paths) {
    if (!path.starts_with('/')) return bad("path \"" + path + "\" must begin with /");
    if (path.find_first_of("?#") != std::string::npos) {
      return bad("path \"" + path + "\" must have no query and no fragment");
    }
    for (const char* own : {"/requests", "/problems", "/openapi.json"}) {
      if (path == own || path.starts_with(std::string(own) + "/")) {
        return bad("path \"" + path + "\" is the gateway's own: choose another than " + own);
      }
    }
    const auto& key = route.ordering_key;
    if (key.source == OrderingKey::Source::path &&
        path.find("{" + key.name + "}") == std::string::npos) {
      return bad("route " + route.name() + ": the ordering key {" + key.name + "} is no parameter" +
                 " of the path \"" + path + "\"");
    }
  }
  return {};
}

std::optional<http::Response> refuse_method(
    const std::map<std::string, std::size_t, std::less<>>& methods) {
  std::vector<std::string> names;
  for (const auto& [name, place] : methods) names.push_back(name);
  auto response = http::problem(405, "Use " + joined(names) + " for this path.");
  response.fields.add("Allow", joined(names));
  return response;
}

}  // namespace

Result<RouteTable> RouteTable::make(std::vector<Route> routes) {
  if (routes.empty()) return bad("there are no routes");
  RouteTable table;
  table.routes_ = std::move(routes);
  for (std::size_t i = 0; i < table.routes_.size(); ++i) {
    const Route& route = table.routes_[i];
    if (auto good = check(route); !good) return good.fault();
    for (const auto& path : route.paths) {
      if (auto added = table.add(route, i, path); !added) return added.fault();
    }
  }
  return table;
}

Result<void> RouteTable::add(const Route& route, std::size_t index, const std::string& path) {
  Node* node = &root_;
  std::vector<std::string> names;
  for (const auto segment : segments_of(path)) {
    const auto parameter = parameter_of(segment, path);
    if (!parameter) return parameter.fault();
    auto& next = *parameter ? node->parameter : node->literals[std::string(segment)];
    if (!next) next = std::make_unique<Node>();
    node = next.get();
    if (*parameter) names.emplace_back(**parameter);
  }
  if (std::set<std::string>(names.begin(), names.end()).size() != names.size()) {
    return bad("path \"" + path + "\" has two parameters of one name");
  }
  if (!node->methods) node->methods.emplace();
  if (!node->methods->emplace(route.method, index).second) {
    return bad("two routes for " + route.method + " " + path);
  }
  node->names[index] = std::move(names);
  return {};
}

const RouteTable::Node* RouteTable::find(const Node& node, const Segments& segments,
                                         std::size_t depth, Segments& parameters) {
  if (depth == segments.size()) return node.methods ? &node : nullptr;
  const auto segment = segments[depth];
  if (const auto literal = node.literals.find(segment); literal != node.literals.end()) {
    if (const auto* found = find(*literal->second, segments, depth + 1, parameters)) return found;
  }
  if (!node.parameter || segment.empty()) return nullptr;
  parameters.push_back(segment);
  if (const auto* found = find(*node.parameter, segments, depth + 1, parameters)) return found;
  parameters.pop_back();
  return nullptr;
}

RouteTable::Match RouteTable::match(const http::Request& head) const {
  Segments values;
  const auto path = head.path();
  const Node* node = path.starts_with('/') ? find(root_, segments_of(path), 0, values) : nullptr;
  if (node == nullptr) {
    return {.refusal = http::problem(404, "There is nothing at this path; check its spelling.")};
  }
  const auto method = node->methods->find(head.method);
  if (method == node->methods->end()) return {.refusal = refuse_method(*node->methods)};
  const Route& route = routes_[method->second];
  Match match{.route = &route, .refusal = refuse_content_type(route, head)};
  if (!match.refusal) match.refusal = refuse_content_encoding(route, head);
  const auto& names = node->names.at(method->second);
  for (std::size_t i = 0; i < names.size(); ++i) match.parameters.emplace_back(names[i], values[i]);
  return match;
}

std::vector<const Route*> RouteTable::at(std::string_view path) const {
  Segments values;
  std::vector<const Route*> found;
  if (!path.starts_with('/')) return found;
  if (const Node* node = find(root_, segments_of(path), 0, values)) {
    for (const auto& [method, index] : *node->methods) found.push_back(&routes_[index]);
  }
  return found;
}

}  // namespace boomerang::gateway
