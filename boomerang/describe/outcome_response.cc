#include "boomerang/describe/outcome_response.h"

#include <boost/json.hpp>
#include <string>

#include "boomerang/describe/openapi_part.h"
#include "boomerang/describe/outcome_type.h"

namespace boomerang::describe {
namespace {

namespace json = boost::json;

constexpr std::string_view json_type = "application/json";
constexpr std::string_view problem_type = "application/problem+json";

// Source: RFC 9110, section 6.4.1.
bool has_body(int status) { return status != 204 && status != 205 && status != 304; }

void add_fields(ResponseSet& responses, const std::string& status, const gateway::Route& route) {
  responses.add_header(status, "X-Request-Id", header_called("X-Request-Id"));
  for (const auto& field : route.answer_fields) {
    const std::string name = field_name(field);
    responses.add_header(status, name, header_called(name));
  }
}

Result<void> add(ResponseSet& responses, const OutcomeType& type, Catalog& schemas) {
  const std::string status = std::to_string(type.status);
  const std::string description = "`" + type.name + "`";
  if (!has_body(type.status)) {
    responses.add(status, description);
    return {};
  }
  const bool is_error = type.status >= 400;
  if (type.schema.empty()) {
    responses.add(status, description, is_error ? problem_type : json_type,
                  is_error ? reference("schemas", "Problem") : json::object());
    return {};
  }
  const auto place = schemas.add_schema(type.name, type.schema);
  if (!place) return Fault{place.fault().kind, type.name + ": " + place.fault().what};
  const json::object schema{{"$ref", *place}};
  responses.add(status, description, json_type, schema);
  if (is_error) responses.add(status, description, problem_type, schema);
  return {};
}

}  // namespace

Result<void> add_outcomes(ResponseSet& responses, const gateway::Route& route, Catalog& schemas) {
  const auto types = outcome_types(route);
  for (const auto& type : types) {
    if (auto added = add(responses, type, schemas); !added) return added.fault();
    add_fields(responses, std::to_string(type.status), route);
  }
  if (types.empty()) {
    responses.add("default", "What became of the request.", json_type, json::object());
    add_fields(responses, "default", route);
  }
  return {};
}

}  // namespace boomerang::describe
