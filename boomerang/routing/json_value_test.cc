#include "boomerang/routing/json_value.h"

#include <gtest/gtest.h>

#include <boost/json/object.hpp>

namespace boomerang::routing {
namespace {

boost::json::value value(std::string_view text) {
  auto read = read_json(text);
  EXPECT_TRUE(read) << text << ": " << read.fault().what;
  return read ? *std::move(read) : boost::json::value();
}

std::string refusal(std::string_view text) {
  const auto read = read_json(text);
  return read ? "" : read.fault().what;
}

std::string nested(std::size_t levels) {
  return std::string(levels, '[') + std::string(levels, ']');
}

TEST(JsonValueTest, EveryKindIsRead) {
  const auto read = value(R"({"a": [1, -1, 18446744073709551615, 1.5], "b\u00e9": "\n", "c": null,
                              "d": true, "": {}})");

  const auto& object = read.as_object();
  EXPECT_EQ(object.size(), 5u);
  EXPECT_EQ(object.at("a").at(2).as_uint64(), 18446744073709551615u);
  EXPECT_EQ(object.at("a").at(3).as_double(), 1.5);
  EXPECT_EQ(object.at("b\u00e9").as_string(), "\n");
  EXPECT_TRUE(object.at("c").is_null());
}

TEST(JsonValueTest, WhatIsNoJsonIsToldWithItsPlace) {
  EXPECT_EQ(refusal("{\"a\": 1,\n \"b\": }"), "is no JSON: syntax error at line 2, column 7");
  EXPECT_EQ(refusal("1 2"), "is no JSON: extra data at line 1, column 3");
  for (const char* bad : {"", " ", "{", "[1,]", "{'a': 1}", "01", "nul", "NaN", "\"\x01\"",
                          "// x\n1", "\"\xFF\"", "\"\\ud800\"", "\xEF\xBB\xBF{}"}) {
    EXPECT_NE(refusal(bad), "") << bad;
  }
}

TEST(JsonValueTest, AMemberComesOnce) {
  EXPECT_EQ(refusal("{\"a\": 1,\n \"a\": 2}"),
            "has a member twice in one object at line 2, column 4");
  EXPECT_NE(refusal(R"([{"x": {"b": 1, "\u0062": 2}}])"), "");
  EXPECT_EQ(refusal(R"([{"a": {"a": 1}}, {"a": 2}])"), "");
}

TEST(JsonValueTest, ThereIsAnEndToItsDepth) {
  EXPECT_EQ(refusal(nested(32)), "");
  EXPECT_EQ(refusal(nested(33)), "is nested more than 32 levels deep at line 1, column 33");
  EXPECT_NE(refusal(std::string(1'000'000, '[')), "");
}

TEST(JsonValueTest, NumbersAreComparedExactly) {
  EXPECT_TRUE(compare_numbers(value("1"), value("1.0")) == 0);
  EXPECT_TRUE(compare_numbers(value("-1"), value("18446744073709551615")) < 0);
  EXPECT_TRUE(compare_numbers(value("9223372036854775807"), value("9223372036854775808")) < 0);
  EXPECT_TRUE(compare_numbers(value("18446744073709551614"), value("18446744073709551615")) < 0);
}

TEST(JsonValueTest, EqualValuesHaveOneHash) {
  const auto one = value(R"({"a": [1, {"b": null}], "c": "x", "d": 2})");
  const auto other = value(R"({"d": 2.0, "c": "x", "a": [1.0, {"b": null}]})");

  EXPECT_TRUE(are_equal(one, other));
  EXPECT_EQ(hash_of(one), hash_of(other));
  EXPECT_FALSE(are_equal(value("[1, 2]"), value("[2, 1]")));
  EXPECT_FALSE(are_equal(value("1"), value("true")));
  EXPECT_FALSE(are_equal(value(R"({"a": 1})"), value(R"({"b": 1})")));
  EXPECT_FALSE(are_equal(value("\"1\""), value("1")));
}

TEST(JsonValueTest, AMultipleIsOneAsItIsWritten) {
  EXPECT_TRUE(is_multiple(value("0.3"), value("0.1")));
  EXPECT_TRUE(is_multiple(value("19.99"), value("0.01")));
  EXPECT_TRUE(is_multiple(value("0"), value("7")));
  EXPECT_TRUE(is_multiple(value("-14"), value("7")));
  EXPECT_FALSE(is_multiple(value("19.995"), value("0.01")));
  EXPECT_FALSE(is_multiple(value("9223372036854775807"), value("2")));
  EXPECT_FALSE(is_multiple(value("1e308"), value("0.123456789")));
}

}  // namespace
}  // namespace boomerang::routing
