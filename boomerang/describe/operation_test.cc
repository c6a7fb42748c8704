#include "boomerang/describe/operation.h"

#include <gtest/gtest.h>

namespace boomerang::describe {
namespace {

TEST(OperationTest, AnIdIsMadeOfMethodAndPath) {
  EXPECT_EQ(operation_id("POST", "/"), "postRoot");
  EXPECT_EQ(operation_id("POST", "/users"), "postUsers");
  EXPECT_EQ(operation_id("PUT", "/accounts/{account_id}/tax-form"),
            "putAccountsByAccountIdTaxForm");
  EXPECT_EQ(type_name("postUsers"), "PostUsers");
}

TEST(OperationTest, ParametersAreInTheOrderOfThePath) {
  EXPECT_EQ(parameters_of("/a/{b}/c/{d}"), (std::vector<std::string>{"b", "d"}));
  EXPECT_TRUE(parameters_of("/a").empty());
}

TEST(OperationTest, OneIdIsGivenOnce) {
  std::vector<gateway::Route> routes(1);
  routes[0].paths = {"/a-b", "/a_b", "/a/b"};

  const auto operations = operations_of(routes);

  ASSERT_EQ(operations.size(), 3u);
  EXPECT_EQ(operations[0].id, "postAB");
  EXPECT_EQ(operations[1].id, "postAB_2");
  EXPECT_EQ(operations[2].id, "postAB_3");
}

TEST(OperationTest, OfTooManyEachRouteHasItsFirst) {
  std::vector<gateway::Route> routes(2);
  for (std::size_t i = 0; i < operations_max; ++i) {
    routes[0].paths.push_back("/a/" + std::to_string(i));
  }
  routes[1].paths = {"/b"};

  const auto operations = operations_of(routes);

  ASSERT_EQ(operations.size(), 2u);
  EXPECT_EQ(operations[0].path, "/a/0");
  EXPECT_EQ(operations[1].path, "/b");
  routes.pop_back();
  EXPECT_EQ(operations_of(routes).size(), operations_max);
}

TEST(OperationTest, MethodsOfOnePathStandTogetherUnderItsFirstName) {
  std::vector<gateway::Route> routes(3);
  routes[0].paths = {"/accounts/{account}"};
  routes[1].paths = {"/users"};
  routes[2].method = "PUT";
  routes[2].paths = {"/accounts/{id}"};

  const auto operations = operations_of(routes);

  ASSERT_EQ(operations.size(), 3u);
  EXPECT_EQ(operations[0].id, "postAccountsByAccount");
  EXPECT_EQ(operations[1].id, "putAccountsByAccount");
  EXPECT_EQ(operations[1].path, "/accounts/{account}");
  EXPECT_EQ(operations[1].route, &routes[2]);
  EXPECT_EQ(operations[2].path, "/users");
}

}  // namespace
}  // namespace boomerang::describe
