#include "boomerang/base/strict_json.h"

#include <gtest/gtest.h>

#include <string>

namespace boomerang {
namespace {

boost::json::value value(std::string_view text) {
  auto read = read_json(text, 32);
  EXPECT_TRUE(read) << text << ": " << read.fault().what;
  return read ? *std::move(read) : boost::json::value();
}

std::string refusal(std::string_view text) {
  const auto read = read_json(text, 32);
  return read ? "" : read.fault().what;
}

std::string nested(std::size_t levels) {
  return std::string(levels, '[') + std::string(levels, ']');
}

TEST(StrictJsonTest, EveryKindIsRead) {
  const auto read = value(R"({"a": [1, -1, 18446744073709551615, 1.5], "b\u00e9": "\n", "c": null,
                              "d": true, "": {}})");

  const auto& object = read.as_object();
  EXPECT_EQ(object.size(), 5u);
  EXPECT_EQ(object.at("a").at(2).as_uint64(), 18446744073709551615u);
  EXPECT_EQ(object.at("a").at(3).as_double(), 1.5);
  EXPECT_EQ(object.at("b\u00e9").as_string(), "\n");
  EXPECT_TRUE(object.at("c").is_null());
}

TEST(StrictJsonTest, WhatIsNoJsonIsToldWithItsPlace) {
  EXPECT_EQ(refusal("{\"a\": 1,\n \"b\": }"), "is no JSON: syntax error at line 2, column 7");
  EXPECT_EQ(refusal("1 2"), "is no JSON: extra data at line 1, column 3");
  for (const char* bad : {"", " ", "{", "[1,]", "{'a': 1}", "01", "nul", "NaN", "\"\x01\"",
                          "// x\n1", "\"\xFF\"", "\"\\ud800\"", "\xEF\xBB\xBF{}"}) {
    EXPECT_NE(refusal(bad), "") << bad;
  }
}

TEST(StrictJsonTest, AMemberComesOnce) {
  EXPECT_EQ(refusal("{\"a\": 1,\n \"a\": 2}"),
            "has a member twice in one object at line 2, column 4");
  EXPECT_NE(refusal(R"([{"x": {"b": 1, "\u0062": 2}}])"), "");
  EXPECT_EQ(refusal(R"([{"a": {"a": 1}}, {"a": 2}])"), "");
}

TEST(StrictJsonTest, ThereIsAnEndToItsDepth) {
  EXPECT_EQ(refusal(nested(32)), "");
  EXPECT_EQ(refusal(nested(33)), "is nested more than 32 levels deep at line 1, column 33");
  EXPECT_NE(refusal(std::string(1'000'000, '[')), "");
}

}  // namespace
}  // namespace boomerang
