#include "boomerang/describe/openapi_operation.h"

#include <algorithm>
#include <boost/json.hpp>
#include <set>
#include <string>

#include "boomerang/base/duration_text.h"
#include "boomerang/describe/gateway_response.h"
#include "boomerang/describe/openapi_part.h"
#include "boomerang/describe/outcome_response.h"

namespace boomerang::describe {
namespace {

namespace json = boost::json;
using gateway::Idempotency;
using gateway::OrderingKey;
using gateway::Route;

json::object reference_to(const std::string& place) { return {{"$ref", place}}; }

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

std::string description_of(const Operation& operation, std::size_t operations) {
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
  if (!order.empty()) text += " " + order;
  if (operations < route.paths.size()) text += " The paths in `x-paths` are as good as this one.";
  return text;
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

// Any of the ways is enough, and each needs all of the scopes.
json::array security_of(const Route& route) {
  const json::array scopes(route.scopes.begin(), route.scopes.end());
  json::array ways;
  for (const auto& way : route.authentication) ways.push_back(json::object{{way, scopes}});
  return ways;
}

}  // namespace

std::string tag_of(std::string_view path) {
  path.remove_prefix(1);
  const std::string first(path.substr(0, path.find('/')));
  return first.empty() || first.front() == '{' ? "root" : first;
}

// What is called after the route among the components.
std::string OpenApiRoute::owner() const {
  return type_name(operation_id(route_->method, route_->paths.front()));
}

Result<OpenApiRoute> OpenApiRoute::make(const Route& route, std::size_t operations,
                                        OpenApiCatalogs& catalogs) {
  OpenApiRoute made(route, operations);
  if (auto done = made.make_body(catalogs); !done) return done.fault();
  if (auto done = add_outcomes(made.responses_, route, catalogs.schemas); !done) {
    return Fault{done.fault().kind, route.name() + ": " + done.fault().what};
  }
  add_minimal(made.responses_, route);
  add_gateway_responses(made.responses_, route);
  return made;
}

Result<void> OpenApiRoute::make_body(OpenApiCatalogs& catalogs) {
  const json::object anything{{"schema", json::object()}};
  json::object schema = anything;
  if (!route_->schema.empty()) {
    const auto place = catalogs.schemas.add_schema(owner() + "Body", route_->schema);
    if (!place) return Fault{place.fault().kind, route_->name() + ": " + place.fault().what};
    schema["schema"] = reference_to(*place);
  }
  if (!takes_body(*route_)) return {};
  json::object content;
  for (const auto& type : route_->content_types) {
    content[type] = is_json(type) ? schema : anything;
  }
  const bool any_type = content.empty();
  if (any_type) content["*/*"] = anything;
  body_ = {{"description", "At most " + std::to_string(route_->body_bytes_max) + " bytes."},
           {"required", !any_type},
           {"content", std::move(content)}};
  if (operations_ > 1) body_ = reference_to(catalogs.request_bodies.add(owner(), body_));
  return {};
}

json::array OpenApiRoute::parameters(const Operation& operation, OpenApiCatalogs& catalogs) const {
  json::array parameters;
  for (const auto& name : describe::parameters_of(operation.path)) {
    const auto parameter = text_parameter(name, "path", true, "One segment of the path.");
    parameters.push_back(reference_to(catalogs.parameters.add("Path-" + name, parameter)));
  }
  if (route_->idempotency != Idempotency::off) {
    const bool required = route_->idempotency == Idempotency::required;
    parameters.push_back(
        reference("parameters", required ? "Required-Idempotency-Key" : "Idempotency-Key"));
  }
  parameters.push_back(reference("parameters", "Prefer"));
  parameters.push_back(reference("parameters", "Traceparent"));
  std::set<std::string, std::less<>> known = {"idempotency-key", "prefer", "traceparent"};
  const auto add_field = [&](const std::string& name, bool required, std::string_view text) {
    if (!is_parameter_field(name) || !known.insert(name).second) return;
    const auto parameter = text_parameter(field_name(name), "header", required, text);
    const auto place = catalogs.parameters.add("Header-" + field_name(name), parameter);
    parameters.push_back(reference_to(place));
  };
  if (route_->ordering_key.source == OrderingKey::Source::header) {
    add_field(route_->ordering_key.name, true, "Requests with the same value are kept in order.");
  }
  for (const auto& name : route_->request_fields) {
    add_field(name, false, "Is told to whoever handles the request.");
  }
  return parameters;
}

json::object OpenApiRoute::operation(const Operation& operation, OpenApiCatalogs& catalogs) const {
  const Route& route = *route_;
  json::object object{{"tags", json::array{tag_of(operation.path)}},
                      {"summary", route.summary.empty() ? route.name() : route.summary},
                      {"description", description_of(operation, operations_)},
                      {"operationId", operation.id},
                      {"parameters", parameters(operation, catalogs)}};
  if (!body_.empty()) object["requestBody"] = body_;
  auto responses = responses_;
  if (operation.path.find('{') != std::string::npos) responses.add_shared(404, "Not-Found");
  object["responses"] = responses.json(catalogs.responses, operations_ > 1 ? owner() : "");
  if (!route.authentication.empty()) object["security"] = security_of(route);
  if (operations_ < route.paths.size()) {
    const auto others = route.paths.begin() + static_cast<std::ptrdiff_t>(operations_);
    object["x-paths"] = json::array(others, route.paths.end());
  }
  return object;
}

}  // namespace boomerang::describe
