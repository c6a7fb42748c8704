#include "test/describe/example_routes.h"

#include "demo/users/description.h"
#include "demo/users/new_user.h"

namespace boomerang {
namespace {

using gateway::Idempotency;
using gateway::OrderingKey;
using gateway::Repeat;
using gateway::Route;

constexpr const char* payment_order = R"({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "https://bank.example/payment-order",
  "title": "PaymentOrder",
  "type": "object",
  "properties": {
    "amount": {"$ref": "#/$defs/money"},
    "fee": {"$ref": "#/$defs/money"},
    "to": {"type": "string", "minLength": 1},
    "rate": {"type": "number", "exclusiveMinimum": 0, "maximum": 1.5}
  },
  "required": ["amount", "to"],
  "additionalProperties": false,
  "$defs": {
    "money": {
      "title": "Money",
      "type": "object",
      "properties": {"cents": {"type": "integer", "minimum": 1}, "currency": {"enum": ["EUR"]}},
      "required": ["cents", "currency"]
    }
  }
})";

constexpr const char* payment = R"({
  "title": "Payment",
  "type": "object",
  "properties": {"id": {"type": "string"}, "state": {"enum": ["booked", "queued"]}},
  "required": ["id", "state"]
})";

constexpr const char* lack_of_funds = R"({
  "title": "LackOfFunds",
  "type": "object",
  "properties": {"title": {"type": "string"}, "balance_cents": {"type": "integer"}},
  "required": ["balance_cents"]
})";

Route bank_route(std::string method, std::string path) {
  Route route;
  route.method = std::move(method);
  route.paths = {std::move(path)};
  route.topic = "payments.requests";
  route.outcomes_topic = "payments.outcomes";
  return route;
}

Route pay() {
  Route route = bank_route("POST", "/accounts/{account}/payments");
  route.summary = "Pay from an account";
  route.event_type = "PaymentOrdered";
  route.ordering_key = {OrderingKey::Source::path, "account"};
  route.timeout = std::chrono::seconds(2);
  route.schema = payment_order;
  route.statuses = {{"PaymentBooked", 201}, {"PaymentQueued", 202}, {"AccountUnknown", 404},
                    {"AccountClosed", 409}, {"FundsLacking", 409},  {"PaymentOverLimit", 409}};
  route.outcome_schemas = {
      {"PaymentBooked", payment}, {"PaymentQueued", payment}, {"FundsLacking", lack_of_funds}};
  route.idempotency = Idempotency::required;
  route.repeat = Repeat::conflicts;
  route.request_fields = {"accept-language", "x-channel", "prefer", "content-type"};
  route.answer_fields = {"location", "x-fee-cents"};
  route.authentication = {"partner_key", "customer_token"};
  route.scopes = {"payments:write"};
  route.waiting_max = 1000;
  route.waiting_per_caller_max = 10;
  return route;
}

Route close_account() {
  Route route = bank_route("DELETE", "/accounts/{id}");
  route.ordering_key = {OrderingKey::Source::path, "id"};
  route.content_types = {};
  route.statuses = {{"AccountClosed", 204}, {"AccountUnknown", 404}};
  route.authentication = {"customer_token"};
  return route;
}

Route change_account() {
  Route route = bank_route("PATCH", "/accounts/{account}");
  route.ordering_key = {OrderingKey::Source::header, "x-channel"};
  route.content_types = {"application/merge-patch+json", "text/csv"};
  route.schema = R"({"type": "object"})";
  route.statuses = {{"AccountChanged", 200}};
  return route;
}

Route upload() {
  Route route = bank_route("POST", "/statements");
  route.topic = "statements.requests";
  route.outcomes_topic = "statements.outcomes";
  route.ordering_key = {OrderingKey::Source::body, "/bank"};
  route.idempotency = Idempotency::off;
  return route;
}

}  // namespace

std::vector<Route> users_routes() {
  Route route;
  route.paths = {"/users", "/"};
  route.topic = "users.requests";
  route.outcomes_topic = "users.outcomes";
  route.check_body = users::check_body;
  users::describe(route);
  return {route};
}

describe::DescribeOptions users_options() {
  describe::DescribeOptions options;
  options.title = "users";
  options.description = "Makes users, each name once.";
  options.dead_letters_topics = {{"users.requests", "users.dead_letters"}};
  return options;
}

std::vector<Route> bank_routes() { return {pay(), close_account(), change_account(), upload()}; }

describe::DescribeOptions bank_options() {
  using Kind = describe::SecurityScheme::Kind;
  describe::DescribeOptions options;
  options.title = "Bank";
  options.version = "2.1.0";
  options.description = "Payments and accounts.";
  options.servers = {{"https://api.bank.example", "For customers"}, {"http://127.0.0.1:8080", ""}};
  options.security_schemes = {
      {"partner_key", {Kind::api_key, "X-Partner-Key", "Given to each partner."}},
      {"customer_token", {Kind::jwt_bearer, "", "From the bank's sign-in."}}};
  options.brokers = {{"kafka-1.bank.example:9093", true}, {"127.0.0.1:9092", false}};
  options.replies_topic = "boomerang.replies";
  options.replies_partitions = 64;
  options.dead_letters_topics = {{"payments.requests", "payments.dead_letters"},
                                 {"statements.requests", "statements.dead_letters"}};
  return options;
}

}  // namespace boomerang
