#include "boomerang/describe/outcome_response.h"

#include <boost/json.hpp>
#include <set>
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

// "201", ... of the outcomes.
std::set<std::string> statuses_of(const gateway::Route& route) {
  std::set<std::string> statuses;
  for (const auto& type : outcome_types(route)) statuses.insert(std::to_string(type.status));
  if (statuses.empty()) statuses.insert("default");
  return statuses;
}

}  // namespace

Result<void> add_outcomes(ResponseSet& responses, const gateway::Route& route, Catalog& schemas) {
  const auto types = outcome_types(route);
  for (const auto& type : types) {
    if (auto added = add(responses, type, schemas); !added) return added.fault();
  }
  if (types.empty()) {
    responses.add("default", "What became of the request.", json_type, json::object());
  }
  for (const auto& status : statuses_of(route)) add_fields(responses, status, route);
  return {};
}

void add_minimal(ResponseSet& responses, const gateway::Route& route) {
  const auto statuses = statuses_of(route);
  const auto applied = header_called("Preference-Applied");
  for (const auto& status : statuses) {
    const bool is_shortened = status.starts_with('2') && status != "204";
    if (is_shortened || status == "default") {
      responses.add_header(status, "Preference-Applied", applied);
    }
  }
  if (!statuses.contains("200")) return;
  responses.add("204", "What is 200 otherwise, for `Prefer: return=minimal`.");
  add_fields(responses, "204", route);
  responses.add_header("204", "Preference-Applied", applied);
}

void add_found(ResponseSet& responses, const std::string& status) {
  for (const auto* name : {"X-Request-State", "Cache-Control", "Preference-Applied"}) {
    responses.add_header(status, name, header_called(name));
  }
}

void add_found(ResponseSet& responses, const gateway::Route& route) {
  for (const auto& status : statuses_of(route)) add_found(responses, status);
}

}  // namespace boomerang::describe
