#include "boomerang/routing/body_check.h"

#include <gtest/gtest.h>

namespace boomerang::routing {
namespace {

using gateway::Refusal;

Refusal check(std::string_view schema, std::string_view body) {
  const auto check_body = body_check(schema);
  EXPECT_TRUE(check_body) << check_body.fault().what;
  return (*check_body)(body).value_or(Refusal{.status = 0});
}

constexpr auto schema = R"({"type": "object", "properties": {"a": {"type": "integer"},
                                                              "b": {"type": "string"}}})";

TEST(BodyCheckTest, AGoodBodyIsNotRefused) {
  EXPECT_EQ(check(schema, R"({"a": 1})"), Refusal{.status = 0});
}

TEST(BodyCheckTest, WhatIsNoJsonIs400WithItsPlace) {
  EXPECT_EQ(check(schema, "{\n\"a\": x}"),
            (Refusal{.status = 400,
                     .detail = "The body is no JSON: syntax error at line 2, column 6.",
                     .problem = "invalid-json"}));
  EXPECT_EQ(check(schema, "").detail, "The body is empty; send JSON.");
  EXPECT_EQ(check(schema, R"({"a": 1, "a": 2})").status, 400);
}

TEST(BodyCheckTest, WhatTheSchemaRefusesIs422WithAllThatIsWrong) {
  EXPECT_EQ(check(schema, R"({"a": "x"})"),
            (Refusal{.status = 422,
                     .detail = "/a must be an integer.",
                     .problem = "schema-violation",
                     .errors = R"([{"pointer":"/a","detail":"must be an integer"}])"}));
  const auto two = check(schema, R"({"a": "x", "b": 1})");
  EXPECT_EQ(two.detail, "/a must be an integer. \"errors\" tells what else is to be changed.");
  EXPECT_EQ(two.errors, R"([{"pointer":"/a","detail":"must be an integer"},)"
                        R"({"pointer":"/b","detail":"must be a string"}])");
  EXPECT_EQ(check(schema, "[]").detail, "The body must be an object.");
}

TEST(BodyCheckTest, WhatIsNoSchemaIsNoCheck) { EXPECT_FALSE(body_check("{\"type\": 1}")); }

}  // namespace
}  // namespace boomerang::routing
