#include "boomerang/describe/openapi.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "boomerang/describe/operation.h"
#include "boomerang/describe/test_document.h"

namespace boomerang::describe {
namespace {

using gateway::Idempotency;
using gateway::OrderingKey;
using gateway::Repeat;
using gateway::Route;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::Not;
using testing::UnorderedElementsAre;

Route users() {
  Route route;
  route.paths = {"/users"};
  route.topic = "users.requests";
  route.outcomes_topic = "users.outcomes";
  return route;
}

TestDocument described(const Route& route, const DescribeOptions& options = {}) {
  return TestDocument(openapi({route}, options));
}

const std::string post = "/paths/~1users/post";
const std::string responses = post + "/responses";
const std::string status = "/paths/~1requests~1{ticket}/get";

// "Prefer", ... each with whether it is needed.
std::vector<std::string> parameters(const TestDocument& document, const std::string& operation) {
  std::vector<std::string> found;
  const auto count = document.at(operation + "/parameters").as_array().size();
  for (std::size_t i = 0; i < count; ++i) {
    const std::string place = operation + "/parameters/" + std::to_string(i);
    found.push_back(document.text(place + "/in") + " " + document.text(place + "/name") +
                    (document.text(place + "/required") == "true" ? " required" : ""));
  }
  return found;
}

TEST(OpenApiTest, SaysWhatTheOptionsSay) {
  DescribeOptions options;
  options.title = "Users";
  options.version = "3.2.1";
  options.description = "Makes users.";
  options.servers = {{"https://api.example.com", "Here"}};

  const auto document = described(users(), options);

  EXPECT_EQ(document.text("/openapi"), "3.1.1");
  EXPECT_EQ(document.text("/info"),
            R"({"title":"Users","version":"3.2.1","description":"Makes users."})");
  EXPECT_EQ(document.text("/servers"),
            R"([{"url":"https://api.example.com","description":"Here"}])");
  EXPECT_EQ(described(users()).text("/servers"), R"([{"url":"/"}])");
}

TEST(OpenApiTest, EachPathOfARouteIsAnOperation) {
  auto route = users();
  route.paths = {"/users", "/accounts/{account}/users"};
  route.summary = "Make a user";

  const auto document = described(route);

  EXPECT_THAT(document.names("/paths"),
              ElementsAre("/users", "/accounts/{account}/users", "/requests/{ticket}"));
  EXPECT_EQ(document.text(post + "/operationId"), "postUsers");
  EXPECT_EQ(document.text(post + "/summary"), "Make a user");
  EXPECT_THAT(parameters(document, "/paths/~1accounts~1{account}~1users/post"),
              Contains("path account required"));
  EXPECT_EQ(described(users()).text(post + "/summary"), "POST /users");
}

TEST(OpenApiTest, MethodsOfOnePathShareIt) {
  auto change = users();
  change.paths = {"/users/{user}"};
  auto remove = users();
  remove.method = "DELETE";
  remove.paths = {"/users/{id}"};
  remove.ordering_key = {OrderingKey::Source::path, "id"};
  auto purge = users();
  purge.method = "PURGE";  // OpenAPI 3.1 has no word for it.

  const TestDocument document(openapi({change, remove, purge}, {}));

  EXPECT_THAT(document.names("/paths"), ElementsAre("/users/{user}", "/requests/{ticket}"));
  EXPECT_THAT(document.names("/paths/~1users~1{user}"), ElementsAre("post", "delete"));
  EXPECT_THAT(parameters(document, "/paths/~1users~1{user}/delete"),
              Contains("path user required"));
  EXPECT_THAT(document.text("/paths/~1users~1{user}/delete/description"), HasSubstr("{user}"));
}

TEST(OpenApiTest, TheFieldsThatAreReadAreParameters) {
  auto route = users();
  route.idempotency = Idempotency::required;
  route.ordering_key = {OrderingKey::Source::header, "x-tenant"};
  route.request_fields = {"accept-language", "x-tenant", "prefer", "accept", "authorization"};

  EXPECT_THAT(parameters(described(route), post),
              ElementsAre("header Idempotency-Key required", "header Prefer", "header traceparent",
                          "header X-Tenant required", "header Accept-Language"));

  route = users();
  EXPECT_THAT(parameters(described(route), post), Contains("header Idempotency-Key"));
  route.idempotency = Idempotency::off;
  EXPECT_THAT(parameters(described(route), post),
              ElementsAre("header Prefer", "header traceparent"));
}

TEST(OpenApiTest, ABodyHasASchemaWhereItIsJson) {
  auto route = users();
  route.content_types = {"application/json", "application/merge-patch+json", "text/csv"};
  route.schema = R"({"title":"NewUser","required":["name"]})";

  const auto document = described(route);

  EXPECT_EQ(document.text(post + "/requestBody/required"), "true");
  const std::string content = post + "/requestBody/content";
  EXPECT_THAT(document.names(content),
              ElementsAre("application/json", "application/merge-patch+json", "text/csv"));
  EXPECT_EQ(document.text(content + "/application~1json/schema/required"), R"(["name"])");
  EXPECT_EQ(document.text(content + "/application~1merge-patch+json/schema/title"), "NewUser");
  EXPECT_EQ(document.text(content + "/text~1csv"), R"({"schema":{}})");
  EXPECT_EQ(described(users()).text(content), R"({"application/json":{"schema":{}}})");

  route.content_types = {};
  EXPECT_EQ(described(route).text(content), R"({"*/*":{"schema":{}}})");
  EXPECT_EQ(described(route).text(post + "/requestBody/required"), "false");
  route.method = "DELETE";
  EXPECT_TRUE(described(route).has("/paths/~1users/delete/requestBody"));
  route.schema = "";
  EXPECT_FALSE(described(route).has("/paths/~1users/delete/requestBody"));
}

TEST(OpenApiTest, EveryStatusOfTheGatewayIsThere) {
  auto route = users();
  route.paths = {"/users", "/tenants/{tenant}/users"};
  route.statuses = {{"UserCreated", 201}};
  route.waiting_per_caller_max = 10;

  const auto document = described(route);

  EXPECT_THAT(document.names(responses),
              ElementsAre("201", "202", "400", "408", "413", "414", "415", "422", "429", "431",
                          "500", "502", "503", "504"));
  EXPECT_THAT(document.names("/paths/~1tenants~1{tenant}~1users/post/responses"), Contains("404"));
  EXPECT_THAT(document.names(responses + "/202/headers"),
              UnorderedElementsAre("Cache-Control", "Location", "Preference-Applied", "Retry-After",
                                   "X-Request-Id"));
  EXPECT_THAT(document.names(responses + "/202/content/application~1json/schema/properties"),
              ElementsAre("state", "request_id"));
  EXPECT_EQ(document.text(responses + "/202/headers/Location/required"), "true");
  EXPECT_EQ(document.text(responses + "/504/headers/Location/required"), "true");
  EXPECT_TRUE(document.has(responses + "/503/headers/Retry-After"));
  EXPECT_TRUE(document.has(responses + "/429/headers/Retry-After"));
  EXPECT_TRUE(document.has(responses + "/415/headers/Accept"));
  EXPECT_TRUE(
      document.has(responses + "/503/content/application~1problem+json/schema/properties/errors"));
}

TEST(OpenApiTest, AStatusThatTheRouteNeverGivesIsNotThere) {
  auto route = users();
  route.idempotency = Idempotency::off;
  route.repeat = Repeat::conflicts;
  route.content_types = {};
  route.statuses = {{"UserCreated", 201}};

  EXPECT_THAT(described(route).names(responses),
              AllOf(Not(Contains("409")), Not(Contains("415")), Not(Contains("422")),
                    Not(Contains("401")), Not(Contains("429")), Not(Contains("default"))));

  route.idempotency = Idempotency::optional;
  EXPECT_THAT(described(route).names(responses), IsSupersetOf({"409", "422"}));
  route.idempotency = Idempotency::off;
  route.schema = "{}";
  EXPECT_THAT(described(route).names(responses), Contains("422"));
}

TEST(OpenApiTest, ARequestMayLackItsOrderingKey) {
  auto route = users();
  route.idempotency = Idempotency::off;
  for (const auto source : {OrderingKey::Source::header, OrderingKey::Source::body}) {
    route.ordering_key = {source, source == OrderingKey::Source::body ? "/bank" : "x-bank"};
    EXPECT_THAT(described(route).text(responses + "/422/description"), HasSubstr("order"));
  }
  route.idempotency = Idempotency::optional;
  EXPECT_THAT(described(route).text(responses + "/422/description"),
              AllOf(HasSubstr("order"), HasSubstr("Idempotency-Key")));
  route.paths = {"/banks/{bank}"};
  route.idempotency = Idempotency::off;
  route.ordering_key = {OrderingKey::Source::path, "bank"};
  EXPECT_THAT(described(route).names("/paths/~1banks~1{bank}/post/responses"),
              Not(Contains("422")));
}

TEST(OpenApiTest, A200Is204ForWhoAsksForLittle) {
  auto route = users();
  route.statuses = {{"UserSeen", 200}, {"UserCreated", 201}, {"UserUnknown", 404}};

  auto document = described(route);

  EXPECT_THAT(document.text(responses + "/204/description"), HasSubstr("return=minimal"));
  EXPECT_FALSE(document.has(responses + "/204/content"));
  EXPECT_THAT(document.names(responses + "/204/headers"), IsSupersetOf({"X-Request-Id", "ETag"}));
  for (const auto* shortened : {"/200", "/201", "/204"}) {
    EXPECT_TRUE(document.has(responses + shortened + "/headers/Preference-Applied")) << shortened;
  }
  EXPECT_FALSE(document.has(responses + "/404/headers/Preference-Applied"));
  route.statuses = {{"UserCreated", 201}};
  EXPECT_FALSE(described(route).has(responses + "/204"));
}

TEST(OpenApiTest, OutcomesAreAnswersWithTheirSchemasAndFields) {
  auto route = users();
  route.statuses = {{"UserCreated", 201}, {"UserRemoved", 204}, {"UserUnknown", 404}};
  route.outcome_schemas = {{"UserCreated", R"({"required":["id"]})"},
                           {"UserSeen", R"({"required":["seen"]})"}};
  route.answer_fields = {"etag", "x-count"};

  const auto document = described(route);

  EXPECT_EQ(document.text(responses + "/201/description"), "`UserCreated`");
  EXPECT_EQ(document.text(responses + "/201/content/application~1json/schema/required"),
            R"(["id"])");
  EXPECT_THAT(document.names(responses + "/201/headers"),
              ElementsAre("X-Request-Id", "ETag", "X-Count", "Preference-Applied"));
  EXPECT_EQ(document.text(responses + "/200/content/application~1json/schema/required"),
            R"(["seen"])");
  EXPECT_FALSE(document.has(responses + "/204/content"));
  EXPECT_TRUE(
      document.has(responses + "/404/content/application~1problem+json/schema/properties/detail"));
}

TEST(OpenApiTest, SeveralReasonsForOneStatusAreAllThere) {
  auto route = users();
  route.statuses = {{"NameTaken", 409}, {"AccountClosed", 409}};
  route.outcome_schemas = {{"NameTaken", R"({"required":["suggestion"]})"}};
  route.repeat = Repeat::conflicts;

  const auto document = described(route);

  EXPECT_THAT(
      document.text(responses + "/409/description"),
      AllOf(HasSubstr("`NameTaken`"), HasSubstr("`AccountClosed`"), HasSubstr("Idempotency-Key")));
  const std::string problem = responses + "/409/content/application~1problem+json/schema/anyOf";
  EXPECT_EQ(document.at(problem).as_array().size(), 2u);
  EXPECT_EQ(document.text(problem + "/0/required"), R"(["suggestion"])");
  EXPECT_TRUE(document.has(problem + "/1/properties/detail"));
  EXPECT_EQ(document.text(responses + "/409/content/application~1json/schema/required"),
            R"(["suggestion"])");
}

TEST(OpenApiTest, ARouteWithoutATableMayAnswerAnything) {
  EXPECT_EQ(described(users()).text(responses + "/default/content"),
            R"({"application/json":{"schema":{}}})");
}

TEST(OpenApiTest, WhoMayAskIsSaid) {
  auto route = users();
  route.authentication = {"key", "token"};
  route.scopes = {"users:write"};
  DescribeOptions options;
  options.security_schemes = {{"key", {SecurityScheme::Kind::api_key, "X-Key", "Ask for one."}},
                              {"token", {SecurityScheme::Kind::jwt_bearer, "", ""}}};

  const auto document = described(route, options);

  EXPECT_EQ(document.text(post + "/security"),
            R"([{"key":["users:write"]},{"token":["users:write"]}])");
  EXPECT_EQ(document.text(status + "/security"), R"([{"key":[]},{"token":[]}])");
  EXPECT_THAT(document.names(responses), IsSupersetOf({"401", "403"}));
  EXPECT_THAT(document.names(status + "/responses"), AllOf(Contains("401"), Not(Contains("403"))))
      << "whoever has made a request may ask for it, whatever the scopes are now";
  EXPECT_TRUE(document.has(responses + "/401/headers/WWW-Authenticate"));
  EXPECT_EQ(document.text("/components/securitySchemes"),
            R"({"key":{"type":"apiKey","in":"header","name":"X-Key","description":"Ask for one."},)"
            R"("token":{"type":"http","scheme":"bearer","bearerFormat":"JWT"}})");
  EXPECT_FALSE(described(users(), options).has(post + "/security"));
}

TEST(OpenApiTest, TheStatusResourceGivesWhatTheRequestWouldHaveGot) {
  auto route = users();
  route.statuses = {{"UserSeen", 200}, {"NameTaken", 409}};
  route.outcome_schemas = {{"UserSeen", R"({"required":["seen"]})"}};

  const auto document = described(route);

  const std::string ok = status + "/responses/200";
  EXPECT_EQ(document.text(ok + "/content/application~1json/schema/anyOf/0/required"),
            R"(["state","request_id"])");
  EXPECT_EQ(document.text(ok + "/content/application~1json/schema/anyOf/1/required"),
            R"(["seen"])");
  EXPECT_TRUE(document.has(ok + "/content/text~1event-stream"));
  EXPECT_THAT(document.names(ok + "/headers"),
              IsSupersetOf({"Retry-After", "X-Request-State", "Cache-Control"}));
  EXPECT_THAT(document.names(status + "/responses"),
              ElementsAre("200", "204", "400", "404", "408", "409", "410", "413", "414", "422",
                          "431", "500", "502", "503"));
  EXPECT_THAT(document.text(status + "/responses/204/description"), HasSubstr("Last-Event-ID"));
  EXPECT_FALSE(document.has(status + "/responses/204/content"));
  for (const auto* found : {"/409", "/422", "/500", "/502"}) {
    EXPECT_TRUE(document.has(status + "/responses" + found + "/headers/X-Request-State")) << found;
  }
  for (const auto* other : {"/204", "/404", "/410", "/503"}) {
    EXPECT_FALSE(document.has(status + "/responses" + other + "/headers/X-Request-State")) << other;
  }
  EXPECT_THAT(parameters(document, status),
              ElementsAre("path ticket required", "header Prefer", "header Last-Event-ID"));
}

TEST(OpenApiTest, NotToFindOutIsNotToHaveDoneNothing) {
  const auto document = described(users());

  EXPECT_THAT(document.text(responses + "/503/description"), HasSubstr("nothing was done"));
  EXPECT_THAT(
      document.text(status + "/responses/503/description"),
      AllOf(HasSubstr("ask again later"), HasSubstr("Only if"), HasSubstr("not-published")));
}

TEST(OpenApiTest, WhatSeveralPathsSayIsThereOnce) {
  auto route = users();
  route.paths = {"/users", "/tenants/{tenant}/users", "/tenants/{tenant}/people"};
  route.statuses = {{"UserCreated", 201}};
  route.schema = "{}";

  const auto document = described(route);

  EXPECT_THAT(document.names("/components/responses"),
              IsSupersetOf({"PostUsers-201", "Key-Reused-or-Unprocessable-Content"}));
  EXPECT_THAT(document.names("/components/requestBodies"), ElementsAre("PostUsers"));
  EXPECT_THAT(document.names("/components/parameters"), Contains("Path-tenant"));
  EXPECT_THAT(document.dangling(), IsEmpty());
}

TEST(OpenApiTest, OfVeryManyPathsEachRouteShowsItsFirst) {
  std::vector<Route> routes(2, users());
  for (std::size_t i = 0; i < operations_max; ++i) {
    routes[0].paths.push_back("/users/" + std::to_string(i));
  }
  routes[1].paths = {"/people", "/folk"};

  const TestDocument document(openapi(routes, {}));

  EXPECT_THAT(document.names("/paths"), ElementsAre("/users", "/people", "/requests/{ticket}"));
  EXPECT_EQ(document.text("/paths/~1people/post/x-paths"), R"(["/folk"])");
  EXPECT_THAT(document.text("/paths/~1people/post/description"), HasSubstr("x-paths"));
  EXPECT_FALSE(described(routes[1]).has("/paths/~1people/post/x-paths"));
}

TEST(OpenApiTest, SchemasOfDraft7AreSaidInTheWordsOfOpenApi) {
  auto route = users();
  route.schema = R"({"items":[{"type":"string"}],"dependencies":{"a":["b"]}})";
  route.outcome_schemas = {
      {"UserSeen", R"({"definitions":{"x y":{}},"not":{"$ref":"#/definitions/x%20y"}})"}};

  const auto document = described(route);

  EXPECT_EQ(document.text("/components/schemas/PostUsersBody"),
            R"({"prefixItems":[{"type":"string"}],"dependentRequired":{"a":["b"]}})");
  EXPECT_TRUE(document.has("/components/schemas/UserSeen_x_y"));
  EXPECT_THAT(document.dangling(), IsEmpty());
}

TEST(OpenApiTest, EveryReferenceLeadsSomewhere) {
  auto route = users();
  route.schema = R"({"$defs":{"a":{"type":"object"}},"properties":{"x":{"$ref":"#/$defs/a"}}})";
  route.outcome_schemas = {{"UserSeen", R"({"items":{"$ref":"#"}})"}};

  const auto document = described(route);

  EXPECT_THAT(document.dangling(), IsEmpty());
  EXPECT_EQ(document.text("/components/schemas/PostUsersBody/properties/x/type"), "object");
}

TEST(OpenApiTest, WhatCannotBeDescribedIsAFault) {
  auto route = users();
  route.schema = "{";
  const auto no_json = openapi({route}, {});
  ASSERT_FALSE(no_json);
  EXPECT_EQ(no_json.fault().kind, FaultKind::invalid);
  EXPECT_THAT(no_json.fault().what, HasSubstr("POST /users"));

  route = users();
  route.outcome_schemas = {{"UserSeen", "3"}};
  const auto no_schema = openapi({route}, {});
  ASSERT_FALSE(no_schema);
  EXPECT_THAT(no_schema.fault().what, AllOf(HasSubstr("POST /users"), HasSubstr("UserSeen")));

  route = users();
  route.authentication = {"nobody"};
  const auto no_way = openapi({route}, {});
  ASSERT_FALSE(no_way);
  EXPECT_THAT(no_way.fault().what, HasSubstr("nobody"));

  DescribeOptions options;
  options.security_schemes = {{"a b", {}}};
  const auto no_name = openapi({users()}, options);
  ASSERT_FALSE(no_name);
  EXPECT_THAT(no_name.fault().what, HasSubstr("a b"));
}

}  // namespace
}  // namespace boomerang::describe
