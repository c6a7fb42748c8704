#include "boomerang/describe/record_message.h"

#include <boost/json.hpp>

#include "boomerang/describe/header_schema.h"
#include "boomerang/describe/openapi_part.h"
#include "boomerang/describe/operation.h"

namespace boomerang::describe {
namespace {

namespace json = boost::json;
using gateway::OrderingKey;
using gateway::Route;

constexpr std::string_view binding_version = "0.5.0";

json::object text_schema(std::string_view description) {
  return {{"type", "string"}, {"description", description}};
}

// Those of all records of a kind, and what is particular to these.
json::object headers_like(std::string_view kind, json::object particular) {
  return {{"type", "object"},
          {"allOf", json::array{reference("schemas", kind)}},
          {"properties", std::move(particular)}};
}

json::object correlation_id() {
  return {{"description", "The request id."}, {"location", "$message.header#/kafka_correlationId"}};
}

json::object kafka_binding(std::string_view key) {
  return {{"kafka", json::object{{"key", text_schema(key)}, {"bindingVersion", binding_version}}}};
}

std::string key_text(const OrderingKey& key) {
  switch (key.source) {
    case OrderingKey::Source::path:
      return "The parameter {" + key.name + "} of the path.";
    case OrderingKey::Source::header:
      return "The request field " + field_name(key.name) + ".";
    case OrderingKey::Source::body:
      return "The value at " + key.name + " of the body.";
    case OrderingKey::Source::request_id:
      break;
  }
  return "The request id.";
}

json::object event_message(const Route& route, json::object payload) {
  json::object particular{{"ce_type", json::object{{"const", route.event_type}}},
                          {"ce_httpmethod", json::object{{"const", route.method}}},
                          {"ce_httproute", json::object{{"const", route.name()}}}};
  for (const auto& field : route.request_fields) {
    particular["http_" + field] = text_schema("The request field " + field_name(field) + ".");
  }
  json::object message{{"name", route.event_type},
                       {"title", route.name()},
                       {"summary", route.summary.empty() ? "A request of the route " + route.name()
                                                         : route.summary}};
  if (route.content_types.size() == 1) message["contentType"] = route.content_types.front();
  message["headers"] = headers_like("EventHeaders", std::move(particular));
  message["payload"] = std::move(payload);
  message["correlationId"] = correlation_id();
  message["bindings"] = kafka_binding(key_text(route.ordering_key));
  return message;
}

json::object outcome_message(const Route& route, const OutcomeType& type, json::object payload) {
  const std::string status = std::to_string(type.status);
  const std::string status_text = "Without it: " + status + ".";
  json::object particular{{"ce_type", json::object{{"const", type.name}}},
                          {"ce_httpstatus", json::object{{"description", status_text}}}};
  for (const auto& field : route.answer_fields) {
    particular["http_" + field] = text_schema("The response field " + field_name(field) + ".");
  }
  json::object message{{"name", type.name},
                       {"title", type.name},
                       {"summary", "Answered with the status " + status + "."}};
  const bool is_problem = type.schema.empty() && type.status >= 400;
  if (is_problem) message["contentType"] = "application/problem+json";
  message["headers"] = headers_like("OutcomeHeaders", std::move(particular));
  message["payload"] = is_problem ? reference("schemas", "Problem") : std::move(payload);
  message["correlationId"] = correlation_id();
  message["bindings"] = kafka_binding("That of the event, byte for byte.");
  return message;
}

}  // namespace

RecordCatalogs::RecordCatalogs() {
  schemas.add("EventHeaders", event_headers());
  schemas.add("OutcomeHeaders", outcome_headers());
  schemas.add("DeadLetterHeaders", dead_letter_headers());
  schemas.add("Problem", problem_schema());
}

Result<std::string> add_event(RecordCatalogs& catalogs, const Route& route) {
  const std::string name = type_name(operation_id(route.method, route.paths.front()));
  json::object payload{{"description", "The body of the HTTP request, untouched."}};
  if (!route.schema.empty()) {
    const auto place = catalogs.schemas.add_schema(name + "Body", route.schema);
    if (!place) return Fault{place.fault().kind, route.name() + ": " + place.fault().what};
    payload = {{"$ref", *place}};
  }
  return catalogs.messages.add(name, event_message(route, std::move(payload)));
}

Result<std::string> add_outcome(RecordCatalogs& catalogs, const Route& route,
                                const OutcomeType& type) {
  json::object payload{{"description", "The body of the HTTP response."}};
  if (!type.schema.empty()) {
    const auto place = catalogs.schemas.add_schema(type.name, type.schema);
    if (!place) {
      return Fault{place.fault().kind, route.name() + ": " + type.name + ": " + place.fault().what};
    }
    payload = {{"$ref", *place}};
  }
  return catalogs.messages.add(type.name, outcome_message(route, type, std::move(payload)));
}

std::string add_dead_letter(RecordCatalogs& catalogs) {
  json::object headers{{"type", "object"},
                       {"allOf", json::array{reference("schemas", "EventHeaders"),
                                             reference("schemas", "DeadLetterHeaders")}}};
  const std::string_view summary =
      "The event's record, untouched, with what is known of its failure. One that was no event "
      "lacks what it lacked.";
  return catalogs.messages.add(
      "DeadLetter",
      json::object{
          {"name", "DeadLetter"},
          {"title", "An event that was given up"},
          {"summary", summary},
          {"headers", std::move(headers)},
          {"payload", json::object{{"description", "The body of the HTTP request, untouched."}}},
          {"correlationId", correlation_id()},
          {"bindings", kafka_binding("That of the event, byte for byte.")}});
}

}  // namespace boomerang::describe
