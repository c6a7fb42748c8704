#include "boomerang/gateway/route_table.h"

#include <gtest/gtest.h>

namespace boomerang::gateway {
namespace {

Route route(std::string method, std::vector<std::string> paths) {
  Route made;
  made.method = std::move(method);
  made.paths = std::move(paths);
  made.topic = "users.requests";
  made.outcomes_topic = "users.outcomes";
  return made;
}

http::Request head(std::string method, std::string target, std::string_view content_type) {
  http::Request request;
  request.method = std::move(method);
  request.target = std::move(target);
  if (!content_type.empty()) request.fields.add("content-type", content_type);
  return request;
}

struct RouteTableTest : testing::Test {
  RouteTable table = *RouteTable::make({route("POST", {"/", "/users"}), route("PUT", {"/users"})});
};

TEST_F(RouteTableTest, FindsTheRouteByMethodAndPathWithoutTheQuery) {
  const auto found = table.match(head("PUT", "/users?dry=1", "application/json"));
  ASSERT_NE(found.route, nullptr);
  EXPECT_FALSE(found.refusal);
  EXPECT_EQ(found.route->name(), "PUT /users");
}

TEST_F(RouteTableTest, EveryPathOfARouteIsTheSameRoute) {
  EXPECT_EQ(table.match(head("POST", "/", "application/json")).route,
            table.match(head("POST", "/users", "application/json")).route);
}

TEST_F(RouteTableTest, UnknownPathIs404) {
  const auto found = table.match(head("POST", "/user", "application/json"));
  EXPECT_EQ(found.route, nullptr);
  EXPECT_EQ(found.refusal->status, 404);
}

TEST_F(RouteTableTest, OtherMethodIs405AndNamesThoseAllowed) {
  const auto found = table.match(head("GET", "/users", ""));
  ASSERT_TRUE(found.refusal);
  EXPECT_EQ(found.refusal->status, 405);
  EXPECT_EQ(found.refusal->fields.find("Allow"), "POST, PUT");
}

TEST_F(RouteTableTest, ContentTypeIsComparedWithoutCaseAndParameters) {
  EXPECT_FALSE(table.match(head("POST", "/", "Application/JSON ; charset=utf-8")).refusal);
  for (const char* type : {"", "text/plain", "application/jsonx", "application/json/x"}) {
    const auto found = table.match(head("POST", "/", type));
    ASSERT_TRUE(found.refusal) << type;
    EXPECT_EQ(found.refusal->status, 415);
    EXPECT_NE(found.route, nullptr);
    EXPECT_EQ(found.refusal->fields.find("Accept"), "application/json");
  }
}

TEST_F(RouteTableTest, ACodedBodyIsTakenOnlyWhereTheWorkerIsToldAndNobodyElseReadsIt) {
  auto request = head("POST", "/users", "application/json");
  request.fields.add("content-encoding", "gzip");
  const auto refused = table.match(request);
  ASSERT_TRUE(refused.refusal);
  EXPECT_EQ(refused.refusal->status, 415);
  EXPECT_EQ(refused.refusal->fields.find("Accept-Encoding"), "identity");

  Route told = route("POST", {"/users"});
  told.request_fields = {"content-encoding"};
  EXPECT_FALSE(RouteTable::make({told})->match(request).refusal);
  told.check_body = [](std::string_view) -> std::optional<Refusal> { return std::nullopt; };
  EXPECT_TRUE(RouteTable::make({told})->match(request).refusal);

  auto plain = head("POST", "/users", "application/json");
  plain.fields.add("content-encoding", "Identity");
  EXPECT_FALSE(table.match(plain).refusal);
}

TEST(RouteTableParametersTest, TakeOneSegmentEachAndGoAfterSegmentsWrittenOut) {
  const auto table = *RouteTable::make(
      {route("POST", {"/accounts/{account}/payments"}), route("PUT", {"/accounts/{id}/payments"}),
       route("POST", {"/accounts/main/payments"}), route("POST", {"/{a}/{b}"})});
  const auto paid = head("POST", "/accounts/a%2F1/payments?x=/y", "application/json");
  const auto found = table.match(paid);
  ASSERT_NE(found.route, nullptr);
  EXPECT_EQ(found.route->name(), "POST /accounts/{account}/payments");
  EXPECT_EQ(found.parameters, (PathParameters{{"account", "a%2F1"}}));
  const auto put = head("PUT", "/accounts/7/payments", "application/json");
  EXPECT_EQ(table.match(put).parameters, (PathParameters{{"id", "7"}}));
  EXPECT_EQ(table.match(head("POST", "/accounts/main/payments", "application/json")).route->name(),
            "POST /accounts/main/payments");
  // "main" leads nowhere from here, so {account} takes it.
  EXPECT_EQ(table.match(head("PUT", "/accounts/main/payments", "application/json")).refusal->status,
            405);
  const auto two = head("POST", "/accounts/main", "application/json");
  EXPECT_EQ(table.match(two).parameters, (PathParameters{{"a", "accounts"}, {"b", "main"}}));
  for (const char* path : {"/accounts//payments", "/accounts/1/payments/", "/accounts/1", "/x/"}) {
    EXPECT_EQ(table.match(head("PUT", path, "application/json")).route, nullptr) << path;
  }
  EXPECT_EQ(table.at("/accounts/1/payments").size(), 2u);
  EXPECT_TRUE(table.at("/accounts/1/payments/2").empty());
}

TEST(RouteTableParametersTest, RefusesTemplatesThatCannotBe) {
  for (const char* path : {"/a/{}", "/a/{b", "/a/x{b}", "/a/{b}x", "/{a}/{a}", "/a/{b-c}", "/a?x=1",
                           "/requests/{id}", "/problems"}) {
    EXPECT_FALSE(RouteTable::make({route("POST", {path})})) << path;
  }
  auto keyed = route("POST", {"/a/{b}", "/a"});
  keyed.ordering_key = {OrderingKey::Source::path, "b"};
  const auto refused = RouteTable::make({keyed});
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.fault().what.find("{b} is no parameter of the path \"/a\""), std::string::npos);
}

TEST_F(RouteTableTest, RefusesRoutesThatCannotBe) {
  EXPECT_FALSE(RouteTable::make({}));
  EXPECT_FALSE(RouteTable::make({route("POST", {})}));
  EXPECT_FALSE(RouteTable::make({route("POST", {"users"})}));
  const auto twice = RouteTable::make({route("POST", {"/a"}), route("POST", {"/a"})});
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.fault().what, "two routes for POST /a");
}

}  // namespace
}  // namespace boomerang::gateway
