#include "boomerang/describe/openapi.h"

#include <algorithm>
#include <boost/json.hpp>
#include <string_view>

#include "boomerang/describe/catalog.h"
#include "boomerang/describe/json_document.h"
#include "boomerang/describe/openapi_operation.h"
#include "boomerang/describe/openapi_part.h"
#include "boomerang/describe/operation.h"

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
  for (const auto& path : paths) {
    for (const auto& operation : path.value().as_object()) {
      const auto& name = operation.value().at("tags").at(0).as_string();
      const json::object tag{{"name", name}, {"description", tag_text(view(name))}};
      if (std::find(list.begin(), list.end(), tag) == list.end()) list.push_back(tag);
    }
  }
  return list;
}

Result<json::object> paths_of(const std::vector<Route>& routes, Catalog& schemas) {
  json::object paths;
  for (const auto& operation : operations_of(routes)) {
    if (!is_openapi_method(operation.route->method)) continue;
    auto object = openapi_operation(operation, schemas);
    if (!object) return object.fault();
    auto& item = paths[operation.path];
    if (item.is_null()) item = json::object();
    item.as_object()[lower(operation.route->method)] = *std::move(object);
  }
  auto status = openapi_status_operation(routes, schemas);
  if (!status) return status.fault();
  paths["/requests/{ticket}"] = json::object{{"get", *std::move(status)}};
  return paths;
}

// Those that `text` refers to.
json::object used(const json::object& all, std::string_view folder, const std::string& text) {
  json::object found;
  for (const auto& part : all) {
    const std::string name(part.key());
    const auto place = "\"#/components/" + std::string(folder) + "/" + name + "\"";
    if (text.find(place) != std::string::npos) found.insert(part);
  }
  return found;
}

json::object components(const json::object& paths, const Catalog& schemas,
                        const DescribeOptions& options) {
  std::string text = json::serialize(paths);
  json::object parts{{"schemas", schemas.parts()}};
  parts["responses"] = used(shared_responses(), "responses", text);
  text += json::serialize(parts.at("responses"));
  parts["parameters"] = used(shared_parameters(), "parameters", text);
  parts["headers"] = used(shared_headers(), "headers", text);
  auto schemes = security_schemes(options);
  if (!schemes.empty()) parts["securitySchemes"] = std::move(schemes);
  return parts;
}

}  // namespace

Result<std::string> openapi(const std::vector<Route>& routes, const DescribeOptions& options) {
  if (auto known = check_ways(routes, options); !known) return known.fault();
  Catalog schemas("#/components/schemas", Dialect::draft_2020_12);
  schemas.add("Problem", problem_schema());
  schemas.add("PendingRequest", pending_schema());
  auto paths = paths_of(routes, schemas);
  if (!paths) return paths.fault();
  const json::object document{{"openapi", "3.1.1"},
                              {"info", info(options)},
                              {"servers", servers(options)},
                              {"tags", tags(*paths)},
                              {"paths", *paths},
                              {"components", components(*paths, schemas, options)}};
  return json_document(document);
}

}  // namespace boomerang::describe
