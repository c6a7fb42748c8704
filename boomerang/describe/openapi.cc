#include "boomerang/describe/openapi.h"

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "boomerang/describe/json_document.h"
#include "boomerang/describe/openapi_catalogs.h"
#include "boomerang/describe/openapi_operation.h"
#include "boomerang/describe/openapi_part.h"
#include "boomerang/describe/operation.h"
#include "boomerang/describe/status_operation.h"

namespace boomerang::describe {
namespace {

namespace json = boost::json;
using gateway::Route;

// Source: OpenAPI 3.1.1, path item object.
bool is_openapi_method(std::string_view method) {
  constexpr std::string_view methods[] = {"GET",     "PUT",  "POST",  "DELETE",
                                          "OPTIONS", "HEAD", "PATCH", "TRACE"};
  return std::find(std::begin(methods), std::end(methods), method) != std::end(methods);
}

std::string_view view(json::string_view text) { return {text.data(), text.size()}; }

std::string lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

// Source: OpenAPI 3.1.1, components object.
bool is_component_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-';
  });
}

Result<void> check_ways(const std::vector<Route>& routes, const DescribeOptions& options) {
  for (const auto& [name, scheme] : options.security_schemes) {
    if (is_component_name(name)) continue;
    return Fault{FaultKind::invalid, "the way to authenticate \"" + name +
                                         "\" must be called by letters, digits, . _ and -"};
  }
  for (const auto& route : routes) {
    for (const auto& way : route.authentication) {
      if (options.security_schemes.contains(way)) continue;
      return Fault{FaultKind::invalid, "route " + route.name() + ": there is no way to " +
                                           "authenticate called \"" + way + "\""};
    }
  }
  return {};
}

json::object info(const DescribeOptions& options) {
  json::object object{{"title", options.title}, {"version", options.version}};
  object["description"] = options.description.empty()
                              ? "Requests that change something are answered when what they ask "
                                "for has been done, or refused."
                              : options.description;
  return object;
}

json::array servers(const DescribeOptions& options) {
  json::array list;
  for (const auto& server : options.servers) {
    json::object one{{"url", server.url}};
    if (!server.description.empty()) one["description"] = server.description;
    list.push_back(std::move(one));
  }
  if (list.empty()) list.push_back(json::object{{"url", "/"}});
  return list;
}

json::object security_schemes(const DescribeOptions& options) {
  json::object schemes;
  for (const auto& [name, scheme] : options.security_schemes) {
    json::object one =
        scheme.kind == SecurityScheme::Kind::api_key
            ? json::object{{"type", "apiKey"}, {"in", "header"}, {"name", scheme.field}}
            : json::object{{"type", "http"}, {"scheme", "bearer"}, {"bearerFormat", "JWT"}};
    if (!scheme.description.empty()) one["description"] = scheme.description;
    schemes[name] = std::move(one);
  }
  return schemes;
}

std::string tag_text(std::string_view tag) {
  if (tag == "requests") return "What became of a request.";
  if (tag == "root") return "Requests to /.";
  return "Requests to /" + std::string(tag) + ".";
}

// Each tag of an operation, once.
json::array tags(const json::object& paths) {
  json::array list;
  std::set<std::string> known;
  for (const auto& path : paths) {
    for (const auto& operation : path.value().as_object()) {
      const std::string name(operation.value().at("tags").at(0).as_string());
      if (!known.insert(name).second) continue;
      list.push_back(json::object{{"name", name}, {"description", tag_text(name)}});
    }
  }
  return list;
}

Result<json::object> paths_of(const std::vector<Route>& routes, OpenApiCatalogs& catalogs) {
  auto operations = operations_of(routes);
  std::erase_if(operations, [](const auto& one) { return !is_openapi_method(one.route->method); });
  std::map<const Route*, std::size_t> counts;
  for (const auto& operation : operations) ++counts[operation.route];
  std::map<const Route*, OpenApiRoute> made;
  json::object paths;
  for (const auto& operation : operations) {
    const Route* route = operation.route;
    if (!made.contains(route)) {
      auto one = OpenApiRoute::make(*route, counts[route], catalogs);
      if (!one) return one.fault();
      made.emplace(route, *std::move(one));
    }
    auto& item = paths[operation.path];
    if (item.is_null()) item = json::object();
    item.as_object()[lower(route->method)] = made.at(route).operation(operation, catalogs);
  }
  auto status = openapi_status_operation(routes, catalogs);
  if (!status) return status.fault();
  paths["/requests/{ticket}"] = json::object{{"get", *std::move(status)}};
  return paths;
}

void collect_references(const json::value& value, std::set<std::string>& places) {
  if (const auto* array = value.if_array()) {
    for (const auto& one : *array) collect_references(one, places);
  }
  const auto* object = value.if_object();
  if (object == nullptr) return;
  for (const auto& member : *object) {
    if (member.key() == "$ref" && member.value().is_string()) {
      places.emplace(member.value().get_string());
    }
    collect_references(member.value(), places);
  }
}

// Of the parts that all descriptions share, those at `places`, and then the others.
json::object parts_of(const json::object& shared, std::string_view folder,
                      const std::set<std::string>& places, const Catalog& catalog) {
  json::object found;
  for (const auto& part : shared) {
    const auto place = reference(folder, view(part.key())).at("$ref");
    if (places.contains(std::string(place.as_string()))) found.insert(part);
  }
  for (const auto& part : catalog.parts()) found.insert(part);
  return found;
}

json::object components(const json::object& paths, const OpenApiCatalogs& catalogs,
                        const DescribeOptions& options) {
  std::set<std::string> places;
  collect_references(paths, places);
  json::object parts{{"schemas", catalogs.schemas.parts()}};
  parts["responses"] = parts_of(shared_responses(), "responses", places, catalogs.responses);
  collect_references(parts.at("responses"), places);
  parts["parameters"] = parts_of(shared_parameters(), "parameters", places, catalogs.parameters);
  if (!catalogs.request_bodies.parts().empty()) {
    parts["requestBodies"] = catalogs.request_bodies.parts();
  }
  parts["headers"] = parts_of(shared_headers(), "headers", places, Catalog("#/components/headers"));
  auto schemes = security_schemes(options);
  if (!schemes.empty()) parts["securitySchemes"] = std::move(schemes);
  return parts;
}

}  // namespace

Result<std::string> openapi(const std::vector<Route>& routes, const DescribeOptions& options) {
  if (auto known = check_ways(routes, options); !known) return known.fault();
  OpenApiCatalogs catalogs;
  auto paths = paths_of(routes, catalogs);
  if (!paths) return paths.fault();
  const json::object document{{"openapi", "3.1.1"},
                              {"info", info(options)},
                              {"servers", servers(options)},
                              {"tags", tags(*paths)},
                              {"paths", *paths},
                              {"components", components(*paths, catalogs, options)}};
  return json_document(document);
}

}  // namespace boomerang::describe
