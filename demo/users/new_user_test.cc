#include "demo/users/new_user.h"

#include <gtest/gtest.h>

namespace users {
namespace {

using namespace std::string_literals;

std::string name_of(const std::string& body) {
  const auto read = read_new_user(body);
  const auto* user = std::get_if<NewUser>(&read);
  return user == nullptr ? "refused: " + std::get<Refusal>(read).detail : user->name;
}

// "422 ..." with the sentence; "" for a body that is taken.
std::string refusal_of(const std::string& body) {
  const auto refusal = check_body(body);
  return refusal ? std::to_string(refusal->status) + " " + refusal->detail : "";
}

std::string with_name(const std::string& name) { return "{\"name\":\"" + name + "\"}"; }

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

TEST(NewUserTest, TheNameIsTakenExactlyAsSent) {
  EXPECT_EQ(name_of(R"({"name": "Ada"})"), "Ada");
  EXPECT_EQ(name_of(R"({"name": " Zoë 🦘 "})"), " Zoë 🦘 ");
  EXPECT_EQ(name_of(R"({"name": "Zo\u00eb \ud83e\udd98 \"Q\""})"), "Zoë 🦘 \"Q\"");
  EXPECT_EQ(name_of(" \n{\"name\":\"Ada\"}\r\n"), "Ada");
}

TEST(NewUserTest, OtherMembersAreIgnored) {
  EXPECT_EQ(name_of(R"({"age": 7, "name": "Ada", "tags": [{"name": "x"}], "a": {"name": 1}})"),
            "Ada");
  EXPECT_EQ(refusal_of(R"({"a": {"name": "Ada"}})").substr(0, 3), "422");
}

TEST(NewUserTest, WhatIsNoJsonIsRefusedAtItsPlace) {
  EXPECT_EQ(refusal_of(R"({"name": Ada})"),
            "400 The body is not JSON: syntax error at line 1, column 10. "
            R"(Send an object such as {"name": "Ada"}.)");
  EXPECT_EQ(refusal_of("{\n  \"name\": \"Ada\"\n"),
            "400 The body is not JSON: incomplete JSON at line 3, column 1. "
            R"(Send an object such as {"name": "Ada"}.)");
  EXPECT_EQ(refusal_of(R"({"name": "Ada"} x)"),
            "400 The body is not JSON: extra data at line 1, column 17. "
            R"(Send an object such as {"name": "Ada"}.)");
  EXPECT_EQ(refusal_of(""), R"(400 The body is empty. Send an object such as {"name": "Ada"}.)");
  for (const std::string& body :
       {" "s, "name=Ada"s, "{'name': 'Ada'}"s, R"({"name": "Ada",})"s, with_name("\xFF"),
        with_name("\xED\xA0\x80"), with_name("\\ud800"), with_name("a\nb"),
        "{\"name\": \"Ada\"}\0"s, repeated("[", 100'000)}) {
    EXPECT_EQ(refusal_of(body).substr(0, 25), "400 The body is not JSON:") << body;
  }
}

TEST(NewUserTest, WhatIsNoObjectIsRefused) {
  for (const char* body : {"[]", "\"Ada\"", "null", "1", R"([{"name": "Ada"}])"}) {
    EXPECT_EQ(refusal_of(body),
              R"(400 The body is no object. Send an object such as {"name": "Ada"}.)");
  }
}

TEST(NewUserTest, TwoNamesAreRefused) {
  const std::string expected = R"(400 "name" comes more than once. Send it once.)";
  EXPECT_EQ(refusal_of(R"({"name": "Ada", "name": "Ada"})"), expected);
  EXPECT_EQ(refusal_of(R"({"name": 1, "n\u0061me": "Ada"})"), expected);
}

TEST(NewUserTest, AMissingOrWrongNameIsRefused) {
  EXPECT_EQ(refusal_of("{}"), R"(422 "name" is missing. Send an object such as {"name": "Ada"}.)");
  for (const char* value : {"1", "-1", "1.5", "18446744073709551615", "true", "null", "[]", "{}",
                            R"(["Ada"])", R"({"name": "Ada"})"}) {
    EXPECT_EQ(refusal_of("{\"name\": "s + value + "}"),
              R"(422 "name" is not a string. Put it in quotes.)");
  }
}

TEST(NewUserTest, ANameMustHaveAVisibleCharacter) {
  for (const char* name : {"", " ", "\\t\\n", "\u00A0", "\u3000\u2003 "}) {
    EXPECT_EQ(refusal_of(with_name(name)),
              R"(422 "name" is empty or only white space. Give it a visible character.)");
  }
}

TEST(NewUserTest, TheLimitCountsCharactersNotBytes) {
  EXPECT_EQ(refusal_of(with_name(repeated("🦘", 200))), "");
  EXPECT_EQ(refusal_of(with_name(repeated("🦘", 201))),
            R"(422 "name" has 201 characters. Shorten it to at most 200.)");
  EXPECT_EQ(refusal_of(with_name(repeated("x", 200))), "");
}

TEST(NewUserTest, ControlCharactersAreRefused) {
  for (const char* name : {"a\\u0000", "a\\nb", "a\\u007f", "\\u0085a", "\u009F a"}) {
    EXPECT_EQ(refusal_of(with_name(name)),
              R"(422 "name" has a control character, such as a line break. Remove it.)");
  }
}

}  // namespace
}  // namespace users
