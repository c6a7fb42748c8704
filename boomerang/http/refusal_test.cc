// What the server itself answers, whatever the Service: each is a problem of RFC 9457.

#include <regex>
#include <stdexcept>

#include <gtest/gtest.h>

#include "boomerang/base/manual_clock.h"
#include "boomerang/http/test_server.h"

namespace boomerang::http {
namespace {

using namespace std::chrono_literals;

struct Case {
  int status;
  std::string line;    // What follows the method: target and version.
  std::string fields;  // And what follows them.
  Duration silence = 0s;
};

std::string text_of(const Case& one, const std::string& method) {
  return method + one.line + one.fields;
}

// 411 is not among them: a request without a length has no body. Nor are 421 and 426: the server
// serves every host that is asked for, and asks for no other protocol.
std::vector<Case> cases() {
  const std::string line = " /x HTTP/1.1\r\n";
  const std::string host = "Host: a\r\n";
  return {
      {400, line, "\r\n"},
      {400, line, host + "Host: b\r\n\r\n"},
      {400, line, host + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"},
      {400, line, host + "Transfer-Encoding: chunked\r\n\r\n+1\r\n"},
      {400, line, host + "bad field\r\n\r\n"},
      {400, " x HTTP/1.1\r\n", host + "\r\n"},
      {408, line, "Hos", 11s},
      {408, line, host + "Content-Length: 5\r\n\r\nab", 6s},
      {413, line, host + "Content-Length: 1048577\r\n\r\n"},
      {413, line, host + "Transfer-Encoding: chunked\r\n\r\n100001\r\n"},
      {414, " /" + std::string(9000, 'a'), ""},
      {417, line, host + "Expect: tea\r\n\r\n"},
      {431, line, "X: " + std::string(9000, 'a')},
      {501, line, host + "Transfer-Encoding: gzip\r\n\r\n"},
      {505, " /x HTTP/3.0\r\n", "\r\n"},
  };
}

// The names and kinds of members, their agreement with the status, and nothing else.
void expect_problem(const TestAnswer& answer, int status) {
  EXPECT_EQ(answer.status, status);
  EXPECT_EQ(answer.field("content-type"), "application/problem+json");
  const std::regex shape(
      "\\{\"type\":\"about:blank\",\"title\":\"" + std::string(reason_of(status)) +
      "\",\"status\":" + std::to_string(status) + ",\"detail\":\"[A-Z][^\"\\\\]*[.]\"\\}");
  EXPECT_TRUE(std::regex_match(answer.body, shape)) << answer.body;
}

struct RefusalTest : testing::Test {
  RefusalTest() { server.start(); }

  std::optional<TestAnswer> refused(const Case& one, const std::string& method,
                                    TestClient& client) {
    EXPECT_TRUE(client.send(text_of(one, method)));
    if (one.silence > 0s) {
      // The shard has read it when it answers what was sent later.
      TestClient other = server.client();
      EXPECT_TRUE(other.ask("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
      clock.advance(one.silence);
    }
    return client.head();
  }

  ManualClock clock;
  TestServer server{Limits{}, clock};
};

TEST_F(RefusalTest, EachIsAProblemAndTheEndOfItsConnection) {
  for (const Case& one : cases()) {
    SCOPED_TRACE(text_of(one, "POST").substr(0, 200));
    TestClient client = server.client();
    auto answer = refused(one, "POST", client);
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->field("connection"), "close");
    const auto body = client.rest();
    ASSERT_TRUE(body);
    EXPECT_EQ(answer->field("content-length"), std::to_string(body->size()));
    answer->body = *body;
    expect_problem(*answer, one.status);
  }
}

TEST_F(RefusalTest, AHeadRequestGetsTheSameHeadAndNoContent) {
  for (const Case& one : cases()) {
    SCOPED_TRACE(text_of(one, "HEAD").substr(0, 200));
    TestClient client = server.client();
    const auto answer = refused(one, "HEAD", client);
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, one.status);
    EXPECT_EQ(answer->field("content-type"), "application/problem+json");
    EXPECT_NE(answer->field("content-length"), "0");
    EXPECT_EQ(answer->field("connection"), "close");
    EXPECT_EQ(client.rest(), "");
  }
}

TEST_F(RefusalTest, AcceptChangesNothing) {
  TestClient client = server.client();
  const auto answer = client.ask(
      "GET / HTTP/1.1\r\nHost: a\r\nAccept: application/xml, */*;q=0\r\nExpect: tea\r\n\r\n");
  ASSERT_TRUE(answer);
  expect_problem(*answer, 417);
}

TEST_F(RefusalTest, RequestWithoutALengthHasNoBody) {
  TestClient client = server.client();
  const auto answer = client.ask("POST /x HTTP/1.1\r\nHost: a\r\n\r\n");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, "/x");
}

TEST(RefusalOfAConnectionTest, IsAProblemThatSaysWhenToComeAgain) {
  Limits limits;
  limits.connections_max = 1;
  TestServer server(limits);
  server.start();
  TestClient first = server.client();
  ASSERT_TRUE(first.ask("GET /x HTTP/1.1\r\nHost: a\r\n\r\n"));

  TestClient second = server.client();
  const auto answer = second.answer();
  ASSERT_TRUE(answer);
  expect_problem(*answer, 503);
  EXPECT_EQ(answer->field("retry-after"), "1");
  EXPECT_EQ(answer->field("connection"), "close");
}

TEST(RefusalOfAServiceTest, ExceptionIsAProblemOf500WithoutWhatItSaid) {
  TestServer server;
  server.serve = [](Shard&, Request, Exchange) { throw std::runtime_error("secret"); };
  server.start();
  const auto answer = server.client().ask("GET /x HTTP/1.1\r\nHost: a\r\n\r\n");
  ASSERT_TRUE(answer);
  expect_problem(*answer, 500);
  EXPECT_EQ(answer->body.find("secret"), std::string::npos);
}

}  // namespace
}  // namespace boomerang::http
