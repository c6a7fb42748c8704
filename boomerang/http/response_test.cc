#include "boomerang/http/response.h"

#include <gtest/gtest.h>

#include "boomerang/http/date_text.h"
#include "boomerang/http/response_writer.h"

namespace boomerang::http {
namespace {

using namespace std::chrono_literals;
using namespace std::string_literals;

std::string head_of(const Response& response, Persistence persistence) {
  std::string out;
  EXPECT_TRUE(append_head(out, response, persistence, "today"));
  return out;
}

bool may_be_sent(const Response& response) {
  std::string out;
  const bool appended = static_cast<bool>(append_head(out, response, Persistence::keep, "today"));
  EXPECT_EQ(appended, !out.empty());
  return appended;
}

Response with_field(std::string_view name, std::string_view value) {
  Response response;
  response.fields.add(name, value);
  return response;
}

TEST(ResponseTest, HeadHasWhatTheServerAdds) {
  Response response = with_field("Location", "/users/1");
  response.status = 201;
  response.body = "abc";
  EXPECT_EQ(
      head_of(response, Persistence::keep),
      "HTTP/1.1 201 Created\r\nDate: today\r\nContent-Length: 3\r\nLocation: /users/1\r\n\r\n");
}

TEST(ResponseTest, HeadSaysWhatBecomesOfTheConnection) {
  EXPECT_EQ(head_of({}, Persistence::keep).find("Connection"), std::string::npos);
  EXPECT_NE(head_of({}, Persistence::say_keep).find("Connection: keep-alive\r\n"),
            std::string::npos);
  EXPECT_NE(head_of({}, Persistence::say_close).find("Connection: close\r\n"), std::string::npos);
}

TEST(ResponseTest, NoContentHasNoLength) {
  Response response;
  response.status = 204;
  EXPECT_EQ(head_of(response, Persistence::keep), "HTTP/1.1 204 No Content\r\nDate: today\r\n\r\n");
}

TEST(ResponseTest, ResetContentSaysThatItHasNone) {
  Response response;
  response.status = 205;
  response.body = "not sent";
  const std::string expected =
      "HTTP/1.1 205 Reset Content\r\nDate: today\r\nContent-Length: 0\r\n\r\n";
  EXPECT_EQ(head_of(response, Persistence::keep), expected);
  std::string streamed;
  EXPECT_TRUE(append_head(streamed, response, Persistence::keep, "today", Length::chunked));
  EXPECT_EQ(streamed, expected);
  EXPECT_FALSE(may_have_content(205));
}

TEST(ResponseTest, UnknownStatusHasAnEmptyPhrase) {
  Response response;
  response.status = 299;
  EXPECT_TRUE(head_of(response, Persistence::keep).starts_with("HTTP/1.1 299 \r\n"));
}

TEST(ResponseTest, WhatCouldForgeAResponseIsNotSent) {
  EXPECT_TRUE(may_be_sent(with_field("ETag", "\"a\tb\"")));
  EXPECT_FALSE(may_be_sent(with_field("ETag", "a\r\nX: b")));
  EXPECT_FALSE(may_be_sent(with_field("ETag", "a\nb")));
  EXPECT_FALSE(may_be_sent(with_field("ETag", "a\0b"s)));
  EXPECT_FALSE(may_be_sent(with_field("E Tag", "a")));
  EXPECT_FALSE(may_be_sent(with_field("", "a")));
  EXPECT_FALSE(may_be_sent(with_field("content-length", "0")));
  EXPECT_FALSE(may_be_sent(with_field("Transfer-Encoding", "chunked")));
  Response response;
  response.status = 100;
  EXPECT_FALSE(may_be_sent(response));
  response.status = 600;
  EXPECT_FALSE(may_be_sent(response));
}

TEST(ResponseTest, FieldsHaveALimitTogether) {
  const std::size_t left = answer_fields_bytes_max - answer_field_extra_bytes - 1;
  EXPECT_TRUE(may_be_sent(with_field("X", std::string(left, 'x'))));
  EXPECT_FALSE(may_be_sent(with_field("X", std::string(left + 1, 'x'))));
  Response many;
  for (std::size_t i = 0; i < 1000; ++i) many.fields.add("X", "");
  EXPECT_FALSE(may_be_sent(many));
}

TEST(ResponseTest, ProblemIsAJsonObjectOfItsStatus) {
  Headers members;
  members.add("request_id", "a\"b");
  const Response response = problem(409, "Taken.", members);

  EXPECT_EQ(response.status, 409);
  EXPECT_EQ(response.fields.find("Content-Type"), "application/problem+json");
  EXPECT_EQ(response.body,
            R"({"type":"about:blank","title":"Conflict","status":409,"detail":"Taken.",)"
            R"("request_id":"a\"b"})");
}

TEST(ResponseTest, ProblemOfATypeKeepsItsTitleAndOneOfNoTypeHasNone) {
  Problem mine;
  mine.type = "/problems/taken";
  mine.title = "Name is taken";
  mine.status = 409;
  EXPECT_NE(problem(mine).body.find(R"("type":"/problems/taken","title":"Name is taken")"),
            std::string::npos);
  mine.type.clear();
  EXPECT_NE(problem(mine).body.find(R"("type":"about:blank","title":"Conflict")"),
            std::string::npos);
}

TEST(DateTextTest, IsTheFixedFormInGmt) {
  DateText date;
  const WallTime time = std::chrono::sys_days{1994y / 11 / 6} + 8h + 49min + 37s + 999ms;
  EXPECT_EQ(date.at(time), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(date.at(time + 1ms), "Sun, 06 Nov 1994 08:49:38 GMT");
}

}  // namespace
}  // namespace boomerang::http
