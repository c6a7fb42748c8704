#include "boomerang/base/json_pointer.h"

#include <gtest/gtest.h>

namespace boomerang {
namespace {

std::string at(std::string_view json, std::string_view pointer) {
  return value_at(json, pointer).value_or("(none)");
}

TEST(JsonPointerTest, ItsFormIsThatOfTheStandard) {
  for (const char* good : {"", "/", "/a", "/a/0", "/a~0b/c~1d", "//"}) {
    EXPECT_TRUE(is_json_pointer(good)) << good;
  }
  for (const char* bad : {"a", "#/a", "/a~", "/a~2", "/~"}) EXPECT_FALSE(is_json_pointer(bad));
}

// Source: RFC 6901, section 5.
TEST(JsonPointerTest, TheExamplesOfTheStandardLeadWhereItSays) {
  const char* json = R"({"foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4,
                         "i\\j": 5, "k\"l": 6, " ": 7, "m~n": 8})";

  EXPECT_EQ(at(json, "/foo/0"), "bar");
  EXPECT_EQ(at(json, "/foo/1"), "baz");
  EXPECT_EQ(at(json, "/"), "0");
  EXPECT_EQ(at(json, "/a~1b"), "1");
  EXPECT_EQ(at(json, "/c%d"), "2");
  EXPECT_EQ(at(json, "/e^f"), "3");
  EXPECT_EQ(at(json, "/g|h"), "4");
  EXPECT_EQ(at(json, "/i\\j"), "5");
  EXPECT_EQ(at(json, "/k\"l"), "6");
  EXPECT_EQ(at(json, "/ "), "7");
  EXPECT_EQ(at(json, "/m~0n"), "8");
}

TEST(JsonPointerTest, ValuesAreAsTheyAreWritten) {
  const char* json = R"({"n": [-1.50e3, 18446744073709551615], "t": true, "s": "\u00e9\n"})";

  EXPECT_EQ(at(json, "/n/0"), "-1.50e3");
  EXPECT_EQ(at(json, "/n/1"), "18446744073709551615");
  EXPECT_EQ(at(json, "/t"), "true");
  EXPECT_EQ(at(json, "/s"), "\u00e9\n");
  EXPECT_EQ(at("\"ada\"", ""), "ada");
}

TEST(JsonPointerTest, NothingElseIsAValue) {
  const char* json = R"({"a": {"b": [1, [2]]}, "n": null, "x": {"a": {"b": 3}}})";

  for (const char* none : {"", "/a", "/a/b", "/a/b/1", "/n", "/c", "/a/b/2", "/a/b/-", "/a/b/00",
                           "/a/b/0/0", "/b", "a"}) {
    EXPECT_EQ(at(json, none), "(none)") << none;
  }
  EXPECT_EQ(at(json, "/a/b/1/0"), "2");
  EXPECT_EQ(at(json, "/x/a/b"), "3");
}

TEST(JsonPointerTest, AnEmptyTokenIsAMemberAndNoElement) {
  EXPECT_EQ(at(R"({"n": [[0, 1], 2]})", "/n//1"), "(none)");
  EXPECT_EQ(at(R"({"n": [5]})", "/n/"), "(none)");
  EXPECT_EQ(at(R"({"n": {"": 5}})", "/n/"), "5");
}

TEST(JsonPointerTest, AMemberThatComesTwiceIsNoValue) {
  EXPECT_EQ(at(R"({"a": 1, "a": 2})", "/a"), "(none)");
  EXPECT_EQ(at(R"({"a": {"b": 1}, "a": {}})", "/a/b"), "(none)");
  EXPECT_EQ(at(R"({"a": 1, "b": 2, "b": 3})", "/a"), "1");
  EXPECT_EQ(at(R"([{"a": 1}, {"a": 2}])", "/1/a"), "2");
}

TEST(JsonPointerTest, WhatIsNoJsonHasNoValues) {
  EXPECT_EQ(at(R"({"a": 1)", "/a"), "(none)");
  EXPECT_EQ(at(R"({"a": 1} x)", "/a"), "(none)");
  EXPECT_EQ(at("", ""), "(none)");
  EXPECT_EQ(at(R"({"a": 1, "b": )" + std::string(100'000, '[') + "}", "/a"), "(none)");
}

TEST(JsonPointerTest, ATokenIsWrittenSoThatItLeadsThere) {
  EXPECT_EQ(pointer_token("a/b~c"), "a~1b~0c");
}

}  // namespace
}  // namespace boomerang
