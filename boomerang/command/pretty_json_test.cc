#include "boomerang/command/pretty_json.h"

#include <gtest/gtest.h>

namespace boomerang::command {
namespace {

TEST(PrettyJsonTest, GivesEachMemberALine) {
  EXPECT_EQ(pretty_json(R"({"name":"Ada","tags":["a",{"b":[1, 2]}],"none":{ },"no":[]})"),
            R"({
  "name": "Ada",
  "tags": [
    "a",
    {
      "b": [
        1,
        2
      ]
    }
  ],
  "none": {},
  "no": []
})");
}

TEST(PrettyJsonTest, NumbersAndStringsStayLetterByLetter) {
  EXPECT_EQ(pretty_json(" 1.50E3 \n"), "1.50E3");
  EXPECT_EQ(pretty_json("12345678901234567890123"), "12345678901234567890123");
  EXPECT_EQ(pretty_json(R"("a , \" { \\")"), R"("a , \" { \\")");
  EXPECT_EQ(pretty_json(R"({"a":1,"a":"\u00e9"})"), "{\n  \"a\": 1,\n  \"a\": \"\\u00e9\"\n}");
}

TEST(PrettyJsonTest, WhatIsNoJsonIsLeftToOthers) {
  for (const char* text : {"", "{", "name=Ada", "{} {}", "{\"a\":\"\xFF\"}"}) {
    EXPECT_EQ(pretty_json(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace boomerang::command
