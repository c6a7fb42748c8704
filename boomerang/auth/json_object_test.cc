#include "boomerang/auth/json_object.h"

#include <gtest/gtest.h>

namespace boomerang::auth {
namespace {

TEST(JsonObjectTest, ReadsAnObject) {
  const auto object = parse_strict_object(R"( {"a": "b", "n": 5, "list": [{"a": 1}, {"a": 2}]} )");

  ASSERT_TRUE(object);
  EXPECT_EQ(text_member(*object, "a"), "b");
  EXPECT_EQ(text_member(*object, "n"), std::nullopt);
  EXPECT_EQ(text_member(*object, "x"), std::nullopt);
}

TEST(JsonObjectTest, MemberThatComesTwiceIsRefused) {
  for (const char* text :
       {R"({"alg":"HS256","alg":"none"})", R"({"alg":1,"\u0061lg":1})", R"({"x":{"a":1,"a":1}})",
        R"({"x":[{"a":1},{"b":1,"b":1}]})", R"({"a":{"c":1},"b":1,"a":{}})", R"({"":1,"":1})"}) {
    EXPECT_FALSE(parse_strict_object(text)) << text;
  }
}

TEST(JsonObjectTest, NameMayComeAgainInAnotherObject) {
  EXPECT_TRUE(parse_strict_object(R"({"a":{"a":{"a":1}},"b":{"a":1}})"));
}

TEST(JsonObjectTest, WhatIsNoObjectIsRefused) {
  for (const char* text :
       {"", "[]", "null", "5", "\"a\"", "{", "{\"a\":1,}", "{\"a\":1} x", "{}{}", "{'a':1}",
        "{\"a\":\"\xFF\"}", "{\"a\":NaN}", "// no\n{}", "\xEF\xBB\xBF{}", "{\"a\":01}"}) {
    EXPECT_FALSE(parse_strict_object(text)) << text;
  }
}

TEST(JsonObjectTest, DepthHasALimit) {
  const auto nested = [](std::size_t levels) {
    return R"({"a":)" + std::string(levels, '[') + std::string(levels, ']') + "}";
  };

  EXPECT_TRUE(parse_strict_object(nested(15)));
  EXPECT_FALSE(parse_strict_object(nested(17)));
  EXPECT_FALSE(parse_strict_object(nested(100'000)));
}

}  // namespace
}  // namespace boomerang::auth
