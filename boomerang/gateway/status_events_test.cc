#include "boomerang/gateway/status_events.h"

#include <gtest/gtest.h>

namespace boomerang::gateway {
namespace {

constexpr RequestId id{0x0192f6c57b6e7d2au, 0x9c3b5a1f0e8d7c6bu};

std::string completed(const http::Response& response) {
  constexpr std::string_view head =
      "id: 1\nevent: completed\ndata: "
      R"({"state":"completed","request_id":"0192f6c5-7b6e-7d2a-9c3b-5a1f0e8d7c6b",)";
  const std::string text = completed_event(id, response);
  EXPECT_TRUE(text.starts_with(head)) << text;
  EXPECT_TRUE(text.ends_with("\n\n"));
  return text.substr(head.size(), text.size() - head.size() - 2);
}

TEST(StatusEventsTest, CompletedHasTheAnswer) {
  http::Response response;
  response.status = 201;
  response.fields.add("Location", "/users/1");
  response.body = "a\nb";
  EXPECT_EQ(completed(response),
            R"("status":201,"headers":{"Location":"/users/1"},"body":"a\nb"})");
  response.body = "\xff";
  EXPECT_EQ(completed(response),
            R"("status":201,"headers":{"Location":"/users/1"},"body_base64url":"_w"})");
}

TEST(StatusEventsTest, FieldThatComesTwiceIsOneMember) {
  http::Response response;
  response.fields.add("link", "<a>");
  response.fields.add("etag", "x");
  response.fields.add("Link", "<b>");
  EXPECT_EQ(completed(response),
            R"("status":200,"headers":{"link":"<a>, <b>","etag":"x"},"body":""})");
}

TEST(StatusEventsTest, StatusWithoutContentHasNoBody) {
  for (const int status : {204, 205, 304}) {
    http::Response response;
    response.status = status;
    response.body = "not told";
    EXPECT_EQ(completed(response), "\"status\":" + std::to_string(status) + R"(,"headers":{}})");
  }
}

}  // namespace
}  // namespace boomerang::gateway
