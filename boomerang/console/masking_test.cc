#include "boomerang/console/masking.h"

#include <gtest/gtest.h>

namespace boomerang::console {
namespace {

TEST(MaskingTest, NamesAreComparedWithoutCaseAndPunctuation) {
  for (const auto* name : {"password", "X-Api-Key", "accessToken", "old_password", "Set-Cookie",
                           "Proxy-Authorization", "CLIENT.SECRET"}) {
    EXPECT_TRUE(names_secret(name)) << name;
  }
  for (const auto* name : {"", "name", "key", "Idempotency-Key", "traceparent", "pass", "id"}) {
    EXPECT_FALSE(names_secret(name)) << name;
  }
}

TEST(MaskingTest, MembersAreHiddenAtAnyDepthAndTheRestStaysAsItIs) {
  EXPECT_EQ(hide_in_json(R"({ "name" : "Ada", "password" : "s3cr\"et", "n": 1.50 })"),
            R"({ "name" : "Ada", "password" : "***", "n": 1.50 })");
  EXPECT_EQ(hide_in_json(R"([{"a":{"token":{"x":[1,"}"]},"b":2}}])"),
            R"([{"a":{"token":"***","b":2}}])");
  EXPECT_EQ(hide_in_json(R"({"secret":[1,[2]],"cvv":123})"), R"({"secret":"***","cvv":"***"})");
  EXPECT_EQ(hide_in_json(R"({"secret":null})"), R"({"secret":"***"})");
}

TEST(MaskingTest, ValueThatIsCalledLikeASecretIsNone) {
  EXPECT_EQ(hide_in_json(R"({"kind":"password","list":["token"]})"),
            R"({"kind":"password","list":["token"]})");
}

TEST(MaskingTest, NameWrittenWithEscapesIsSeenThrough) {
  EXPECT_EQ(hide_in_json(R"({"pass\u0077ord":"x","\u0054oken":1})"),
            R"({"pass\u0077ord":"***","\u0054oken":"***"})");
  // U+157C, and then "vc9".
  EXPECT_EQ(hide_in_json(R"({"\u157cvc9":"x"})"), R"({"\u157cvc9":"x"})");
}

TEST(MaskingTest, TextThatIsCutOffShowsNothingOfASecret) {
  const std::string whole = R"({"a":"b","password":{"x":"12\"34","y":[5]},"z":1})";
  for (std::size_t size = 0; size <= whole.size(); ++size) {
    const std::string shown = hide_in_json(std::string_view(whole).substr(0, size));
    EXPECT_EQ(shown.find("12"), shown.npos) << shown;
    EXPECT_EQ(shown.find('5'), shown.npos) << shown;
  }
}

TEST(MaskingTest, WhatIsNoJsonStays) {
  for (const auto* text : {"", "\"", "\\", "{\"a\":\"\\", "{]\"x\":}", "\"password\"", ": \"a\""}) {
    EXPECT_EQ(hide_in_json(text), text);
  }
}

TEST(MaskingTest, QueriesAndFormsAreHidden) {
  EXPECT_EQ(hide_in_query("a=1&access%5Ftoken=x&b&token"), "a=1&access%5Ftoken=***&b&token");
  EXPECT_EQ(hide_in_query("&&password=1=2&"), "&&password=***&");
  Headers form;
  form.add("content-type", "application/x-www-form-urlencoded; charset=utf-8");
  EXPECT_EQ(hide_in_value("user=ada&password=x", form), "user=ada&password=***");
}

TEST(MaskingTest, HeadersAreHiddenFieldsAndTargetsAmongThem) {
  Headers headers;
  headers.add("ce_type", "HTTPRequestReceived");
  headers.add("ce_httptarget", "/users?token=abc&x=1");
  headers.add("http_authorization", "Bearer abc");
  headers.add("http_x-tenant", "acme");

  Headers expected;
  expected.add("ce_type", "HTTPRequestReceived");
  expected.add("ce_httptarget", "/users?token=***&x=1");
  expected.add("http_authorization", "***");
  expected.add("http_x-tenant", "acme");
  EXPECT_EQ(hide_in_headers(headers), expected);
}

TEST(MaskingTest, ValueOfAnotherKindStays) {
  EXPECT_EQ(hide_in_value("token=1", {}), "token=1");
  EXPECT_EQ(hide_in_value(" [{\"token\":1}]", {}), " [{\"token\":\"***\"}]");
}

}  // namespace
}  // namespace boomerang::console
