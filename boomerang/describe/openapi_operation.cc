#include "boomerang/describe/openapi_operation.h"

#include <algorithm>
#include <boost/json.hpp>
#include <set>
#include <string>

#include "boomerang/base/duration_text.h"
#include "boomerang/describe/openapi_part.h"
#include "boomerang/describe/outcome_response.h"

namespace boomerang::describe {
namespace {

namespace json = boost::json;
using gateway::Idempotency;
using gateway::OrderingKey;
using gateway::Route;

std::string ordering_text(const OrderingKey& key) {
  const std::string_view same = "Requests with the same ";
  const std::string_view order = " are handled in the order in which they were accepted.";
  switch (key.source) {
    case OrderingKey::Source::path:
      return std::string(same).append("`{" + key.name + "}`").append(order);
    case OrderingKey::Source::header:
      return std::string(same).append("`" + field_name(key.name) + "`").append(order);
    case OrderingKey::Source::body:
      return std::string(same).append("value at `" + key.name + "` of the body").append(order);
    case OrderingKey::Source::request_id:
      break;
  }
  return {};
}

std::string description_of(const Operation& operation) {
  const Route& route = *operation.route;
  std::string text = "Answers with what became of the request. If that is not known within " +
                     duration_text(route.timeout) +
                     ", the answer is 504, and says where to ask for it.";
  auto key = route.ordering_key;
  if (key.source == OrderingKey::Source::path) {
    // The parameter may have another name where another route has named it first.
    const auto own = parameters_of(route.paths.front());
    const auto at = std::find(own.begin(), own.end(), key.name);
    const auto names = parameters_of(operation.path);
    const auto index = static_cast<std::size_t>(at - own.begin());
    if (index < names.size()) key.name = names[index];
  }
  const std::string order = ordering_text(key);
  return order.empty() ? text : text + " " + order;
}

json::object text_parameter(const std::string& name, std::string_view in, bool required,
                            std::string_view description) {
  json::object schema{{"type", "string"}};
  if (in == "path") schema["minLength"] = 1;
  return {{"name", name},
          {"in", in},
          {"description", description},
          {"required", required},
          {"schema", std::move(schema)}};
}

// Source: OpenAPI 3.1.1, parameter object: these fields are described in other ways.
bool is_parameter_field(std::string_view name) {
  return name != "accept" && name != "content-type" && name != "authorization";
}

json::array parameters_of(const Operation& operation) {
  const Route& route = *operation.route;
  json::array parameters;
  for (const auto& name : describe::parameters_of(operation.path)) {
    parameters.push_back(text_parameter(name, "path", true, "One segment of the path."));
  }
  if (route.idempotency != Idempotency::off) {
    const bool required = route.idempotency == Idempotency::required;
    parameters.push_back(
        reference("parameters", required ? "Required-Idempotency-Key" : "Idempotency-Key"));
  }
  parameters.push_back(reference("parameters", "Prefer"));
  parameters.push_back(reference("parameters", "Traceparent"));
  std::set<std::string, std::less<>> known = {"idempotency-key", "prefer", "traceparent"};
  if (route.ordering_key.source == OrderingKey::Source::header) {
    const auto& name = route.ordering_key.name;
    if (is_parameter_field(name) && known.insert(name).second) {
      parameters.push_back(text_parameter(field_name(name), "header", true,
                                          "Requests with the same value are kept in order."));
    }
  }
  for (const auto& name : route.request_fields) {
    if (!is_parameter_field(name) || !known.insert(name).second) continue;
    parameters.push_back(text_parameter(field_name(name), "header", false,
                                        "Is told to whoever handles the request."));
  }
  return parameters;
}

// Whether a body may be told of at all: that of a DELETE has no meaning of its own, unless the
// route gives it one. Source: RFC 9110, section 9.3.5.
bool takes_body(const Route& route) {
  const bool is_unusual =
      route.method == "DELETE" || route.method == "GET" || route.method == "HEAD";
  return !is_unusual || !route.content_types.empty() || !route.schema.empty();
}

bool is_json(std::string_view content_type) {
  return content_type == "application/json" || content_type.ends_with("+json");
}

Result<json::object> request_body(const Operation& operation, Catalog& schemas) {
  const Route& route = *operation.route;
  const json::object anything{{"schema", json::object()}};
  json::object schema = anything;
  if (!route.schema.empty()) {
    const auto place = schemas.add_schema(
        type_name(operation_id(route.method, route.paths.front())) + "Body", route.schema);
    if (!place) return Fault{place.fault().kind, route.name() + ": " + place.fault().what};
    schema["schema"] = json::object{{"$ref", *place}};
  }
  json::object content;
  for (const auto& type : route.content_types) {
    content[type] = is_json(type) ? schema : anything;
  }
  const bool any_type = content.empty();
  if (any_type) content["*/*"] = anything;
  return json::object{
      {"description", "At most " + std::to_string(route.body_bytes_max) + " bytes."},
      {"required", !any_type},
      {"content", std::move(content)}};
}

void add_shared(ResponseSet& responses, int status, std::string_view name) {
  const json::string_view key(name.data(), name.size());
  responses.add_shared(std::to_string(status), name, shared_responses().at(key).as_object());
}

// What the gateway says by itself, to any request of the route.
void add_own(ResponseSet& responses, const Operation& operation) {
  const Route& route = *operation.route;
  const bool knows_keys = route.idempotency != Idempotency::off;
  add_shared(responses, 202, "Accepted");
  add_shared(responses, 400, "Bad-Request");
  if (!route.authentication.empty()) {
    add_shared(responses, 401, "Unauthorized");
    add_shared(responses, 403, "Forbidden");
  }
  if (operation.path.find('{') != std::string::npos) add_shared(responses, 404, "Not-Found");
  add_shared(responses, 408, "Request-Timeout");
  if (knows_keys && route.repeat == gateway::Repeat::conflicts) {
    add_shared(responses, 409, "Under-Way");
  }
  add_shared(responses, 413, "Content-Too-Large");
  add_shared(responses, 414, "URI-Too-Long");
  if (!route.content_types.empty()) add_shared(responses, 415, "Unsupported-Media-Type");
  if (knows_keys) add_shared(responses, 422, "Key-Reused");
  if (route.check_body || !route.schema.empty()) {
    add_shared(responses, 422, "Unprocessable-Content");
  }
  add_shared(responses, 429, "Too-Many-Requests");
  add_shared(responses, 431, "Fields-Too-Large");
  add_shared(responses, 500, "Internal-Server-Error");
  add_shared(responses, 502, "Bad-Gateway");
  add_shared(responses, 503, "Service-Unavailable");
  add_shared(responses, 504, "Gateway-Timeout");
}

// Any of the ways is enough, and each needs all of the scopes.
json::array security_of(const Route& route) {
  const json::array scopes(route.scopes.begin(), route.scopes.end());
  json::array ways;
  for (const auto& way : route.authentication) ways.push_back(json::object{{way, scopes}});
  return ways;
}

// Who asks about a request is who has made it, in whichever way.
json::array security_of(const std::vector<Route>& routes) {
  json::array ways;
  std::set<std::string> known;
  bool anybody = false;
  for (const auto& route : routes) {
    anybody = anybody || route.authentication.empty();
    for (const auto& way : route.authentication) {
      if (known.insert(way).second) ways.push_back(json::object{{way, json::array()}});
    }
  }
  if (anybody && !ways.empty()) ways.push_back(json::object());
  return ways;
}

void add_pending(ResponseSet& responses) {
  responses.add("200", "The outcome is not there yet.", "application/json",
                reference("schemas", "PendingRequest"));
  responses.add("200", "Each change of state and the outcome, as server-sent events.",
                "text/event-stream", json::object{{"type", "string"}});
  responses.add_header("200", "Retry-After", header_called("Retry-After"));
  responses.add_header("200", "Preference-Applied", header_called("Preference-Applied"));
}

}  // namespace

std::string tag_of(std::string_view path) {
  path.remove_prefix(1);
  const std::string first(path.substr(0, path.find('/')));
  return first.empty() || first.front() == '{' ? "root" : first;
}

Result<json::object> openapi_operation(const Operation& operation, Catalog& schemas) {
  const Route& route = *operation.route;
  auto body = request_body(operation, schemas);
  if (!body) return body.fault();
  ResponseSet responses;
  if (auto added = add_outcomes(responses, route, schemas); !added) {
    return Fault{added.fault().kind, route.name() + ": " + added.fault().what};
  }
  add_own(responses, operation);

  json::object object{{"tags", json::array{tag_of(operation.path)}},
                      {"summary", route.summary.empty() ? route.name() : route.summary},
                      {"description", description_of(operation)},
                      {"operationId", operation.id},
                      {"parameters", parameters_of(operation)}};
  if (takes_body(route)) object["requestBody"] = *std::move(body);
  object["responses"] = responses.json();
  if (!route.authentication.empty()) object["security"] = security_of(route);
  return object;
}

Result<json::object> openapi_status_operation(const std::vector<Route>& routes, Catalog& schemas) {
  ResponseSet responses;
  add_pending(responses);
  for (const auto& route : routes) {
    if (auto added = add_outcomes(responses, route, schemas); !added) return added.fault();
  }
  const auto security = security_of(routes);
  add_shared(responses, 400, "Bad-Request");
  if (!security.empty()) {
    add_shared(responses, 401, "Unauthorized");
    add_shared(responses, 403, "Forbidden");
  }
  add_shared(responses, 404, "Never-Issued");
  add_shared(responses, 408, "Request-Timeout");
  add_shared(responses, 410, "Gone");
  add_shared(responses, 414, "URI-Too-Long");
  add_shared(responses, 422, "Key-Reused");
  add_shared(responses, 429, "Too-Many-Requests");
  add_shared(responses, 431, "Fields-Too-Large");
  add_shared(responses, 500, "Internal-Server-Error");
  add_shared(responses, 502, "Bad-Gateway");
  add_shared(responses, 503, "Service-Unavailable");

  json::object object{
      {"tags", json::array{"requests"}},
      {"summary", "Ask what became of a request"},
      {"description",
       "While the outcome is not there: the state. Then: the outcome, with the status, the fields "
       "and the body that the request itself would have been answered with."},
      {"operationId", "getRequest"},
      {"parameters",
       json::array{reference("parameters", "Ticket"), reference("parameters", "Prefer-Wait"),
                   reference("parameters", "Last-Event-ID")}},
      {"responses", responses.json()}};
  if (!security.empty()) object["security"] = security;
  return object;
}

}  // namespace boomerang::describe
