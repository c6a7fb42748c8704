#include "boomerang/http/connection.h"

#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

#include "boomerang/http/test_server.h"

namespace boomerang::http {
namespace {

const std::string get = "GET /x HTTP/1.1\r\nHost: a\r\n\r\n";

std::string post(const std::string& body, const std::string& fields = "") {
  return "POST /x HTTP/1.1\r\nHost: a\r\n" + fields +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

// Whoever gets this gets nothing more, and knows why.
void expect_last_problem(TestClient& client, int status) {
  const auto answer = client.answer();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, status);
  EXPECT_EQ(answer->field("content-type"), "application/problem+json");
  EXPECT_EQ(answer->field("connection"), "close");
  EXPECT_NE(answer->body.find("\"status\":" + std::to_string(status)), std::string::npos);
  EXPECT_TRUE(client.ended());
}

TEST(ConnectionTest, AnswersOneRequestAfterAnother) {
  TestServer server;
  server.start();
  TestClient client = server.client();
  for (const std::string body : {"one", "two", "three"}) {
    const auto answer = client.ask(post(body));
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 200);
    EXPECT_EQ(answer->body, body);
    EXPECT_EQ(answer->field("connection"), "");
    EXPECT_EQ(answer->field("date").size(), 29u);
  }
}

TEST(ConnectionTest, AnswersAPipelineInOrder) {
  TestServer server;
  server.start();
  TestClient client = server.client();
  std::string pipeline;
  for (int i = 0; i < 200; ++i) pipeline += post("request " + std::to_string(i)) + "\r\n";
  ASSERT_TRUE(client.send(pipeline));
  for (int i = 0; i < 200; ++i) {
    const auto answer = client.answer();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->body, "request " + std::to_string(i));
  }
}

TEST(ConnectionTest, TellsTheServiceWhoAsks) {
  TestServer server;
  server.serve = [](Shard& shard, const Request& request, Exchange exchange) {
    Response response;
    response.body = request.address;
    shard.answer(exchange, response);
  };
  server.start();
  EXPECT_EQ(server.client().ask(get)->body, "127.0.0.1");
}

TEST(ConnectionTest, HeadIsAnsweredWithoutContent) {
  TestServer server;
  server.start();
  TestClient client = server.client();
  const auto head = client.ask("HEAD /x HTTP/1.1\r\nHost: a\r\n\r\n");
  ASSERT_TRUE(head);
  EXPECT_EQ(head->field("content-length"), "2");
  const auto next = client.ask(get);
  ASSERT_TRUE(next);
  EXPECT_EQ(next->body, "/x");
}

TEST(ConnectionTest, CloseIsKept) {
  TestServer server;
  server.start();
  TestClient client = server.client();
  const auto answer = client.ask("GET /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n" + get);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->field("connection"), "close");
  EXPECT_TRUE(client.ended());
}

TEST(ConnectionTest, Http10IsKeptOnlyIfAsked) {
  TestServer server;
  server.start();
  TestClient client = server.client();
  const auto kept = client.ask("GET /x HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->field("connection"), "keep-alive");
  const auto last = client.ask("GET /x HTTP/1.0\r\n\r\n");
  ASSERT_TRUE(last);
  EXPECT_EQ(last->field("connection"), "close");
  EXPECT_TRUE(client.ended());
}

TEST(ConnectionTest, ClientThatSendsNoMoreStillGetsItsAnswer) {
  TestServer server;
  server.start();
  TestClient client = server.client();
  ASSERT_TRUE(client.send(get));
  client.finish();
  const auto answer = client.answer();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
  EXPECT_TRUE(client.ended());
}

TEST(ConnectionTest, NothingIsReadAfterAFramingError) {
  Seen<std::string> served;
  TestServer server;
  server.serve = [&](Shard& shard, const Request& request, Exchange exchange) {
    served.add(request.target);
    shard.answer(exchange, {});
  };
  server.start();
  TestClient client = server.client();
  ASSERT_TRUE(
      client.send("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n"
                  "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                  "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n"));
  expect_last_problem(client, 400);
  ASSERT_TRUE(server.client().ask("GET /clean HTTP/1.1\r\nHost: a\r\n\r\n"));
  EXPECT_EQ(served.take(), "/clean");
}

TEST(ConnectionTest, EachErrorOfFramingHasItsStatus) {
  TestServer server;
  server.start();
  const std::pair<int, std::string> cases[] = {
      {400, "GET / HTTP/1.1\r\n\r\n"},
      {400, "\x16\x03\x01"},
      {417, "GET / HTTP/1.1\r\nHost: a\r\nExpect: tea\r\n\r\n"},
      {501, "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n"},
      {505, "GET / HTTP/2.0\r\n\r\n"},
      {400, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n"},
  };
  for (const auto& [status, bytes] : cases) {
    SCOPED_TRACE(bytes);
    TestClient client = server.client();
    ASSERT_TRUE(client.send(bytes));
    expect_last_problem(client, status);
  }
}

TEST(ConnectionTest, ContinueIsSaidOnlyToABodyThatIsAdmitted) {
  TestServer server;
  server.admit = [](const Request& head) {
    if (head.target == "/yes") return Service::Verdict{SIZE_MAX, std::nullopt};
    return Service::Verdict{0, problem(404, "No such thing.")};
  };
  server.start();
  const std::string rest =
      " HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n";

  TestClient client = server.client();
  const auto interim = client.ask("POST /yes" + rest);
  ASSERT_TRUE(interim);
  EXPECT_EQ(interim->head, "HTTP/1.1 100 Continue\r\n\r\n");
  const auto answer = client.ask("ab");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, "ab");

  ASSERT_TRUE(client.send("POST /no" + rest));
  expect_last_problem(client, 404);
}

TEST(ConnectionTest, SmallRefusedBodyIsReadAndTheConnectionGoesOn) {
  TestServer server;
  server.admit = [](const Request& head) {
    if (head.method == "GET") return Service::Verdict{SIZE_MAX, std::nullopt};
    return Service::Verdict{0, problem(405, "Only GET.")};
  };
  server.start();
  TestClient client = server.client();
  const auto refused = client.ask(post(std::string(64 * 1024, 'a')));
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->status, 405);
  const auto next = client.ask(get);
  ASSERT_TRUE(next);
  EXPECT_EQ(next->status, 200);
}

TEST(ConnectionTest, LargeOrChunkedRefusedBodyEndsTheConnection) {
  TestServer server;
  server.admit = [](const Request&) { return Service::Verdict{0, problem(404, "Nothing here.")}; };
  server.start();
  TestClient large = server.client();
  ASSERT_TRUE(large.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 65537\r\n\r\nab"));
  expect_last_problem(large, 404);
  TestClient chunked = server.client();
  ASSERT_TRUE(
      chunked.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n"));
  expect_last_problem(chunked, 404);
}

TEST(ConnectionTest, ServiceMayAllowLessThanTheServer) {
  TestServer server;
  server.admit = [](const Request&) { return Service::Verdict{3, std::nullopt}; };
  server.start();
  TestClient client = server.client();
  EXPECT_EQ(client.ask(post("abc"))->body, "abc");
  ASSERT_TRUE(client.send(post("abcd")));
  expect_last_problem(client, 413);
}

TEST(ConnectionTest, ExceptionOfTheServiceIsAnswered500) {
  TestServer server;
  server.admit = [](const Request& head) {
    if (head.target == "/admit") throw std::runtime_error("admit");
    return Service::Verdict{SIZE_MAX, std::nullopt};
  };
  server.serve = [](Shard&, Request, Exchange) { throw 1; };
  server.start();
  TestClient client = server.client();
  const auto from_admit = client.ask("GET /admit HTTP/1.1\r\nHost: a\r\n\r\n");
  ASSERT_TRUE(from_admit);
  EXPECT_EQ(from_admit->status, 500);
  const auto from_serve = client.ask(get);
  ASSERT_TRUE(from_serve);
  EXPECT_EQ(from_serve->status, 500);
  EXPECT_EQ(from_serve->field("content-type"), "application/problem+json");
}

TEST(ConnectionTest, AnswerWithAForgedFieldBecomes500) {
  TestServer server;
  server.serve = [](Shard& shard, const Request&, Exchange exchange) {
    Response response;
    response.fields.add("Location", "/a\r\nSet-Cookie: b");
    shard.answer(exchange, response);
  };
  server.start();
  const auto answer = server.client().ask(get);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 500);
  EXPECT_EQ(answer->field("set-cookie"), "");
}

TEST(ConnectionTest, LargeAnswerReachesASlowReaderWhole) {
  const std::string large(8 * 1024 * 1024, 'a');
  TestServer server;
  server.serve = [&](Shard& shard, const Request&, Exchange exchange) {
    Response response;
    response.body = large;
    shard.answer(exchange, response);
  };
  server.start();
  TestClient client(server->port(), TestClient::Window::tiny);
  ASSERT_TRUE(client.send(get + get));
  for (int i = 0; i < 2; ++i) {
    const auto answer = client.answer();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->body, large);
  }
}

TEST(ConnectionTest, ByteByByteIsARequestLikeAnyOther) {
  TestServer server;
  server.start();
  TestClient client = server.client();
  for (const char c : post("abc")) ASSERT_TRUE(client.send({&c, 1}));
  const auto answer = client.answer();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, "abc");
}

TEST(ConnectionTest, ResetAtAnyPointHurtsNobodyElse) {
  TestServer server;
  server.start();
  const std::string request = post("abc");
  TestClient other = server.client();
  for (std::size_t size = 0; size <= request.size(); size += 7) {
    TestClient client = server.client();
    ASSERT_TRUE(client.send(request.substr(0, size)));
    client.reset();
    const auto answer = other.ask(get);
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 200);
  }
}

}  // namespace
}  // namespace boomerang::http
