// Each limit of a connection, with its answer. Time is moved by hand.

#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "boomerang/base/manual_clock.h"
#include "boomerang/http/test_server.h"

namespace boomerang::http {
namespace {

using namespace std::chrono_literals;

const std::string get = "GET /x HTTP/1.1\r\nHost: a\r\n\r\n";
const std::string post_head = "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n";

struct LimitsTest : testing::Test {
  TestServer& start() {
    server.emplace(limits, clock);
    return server->start();
  }

  // Returns when the shard has read `bytes` too, since it has read what was sent later.
  void let_it_read(TestClient& client, std::string_view bytes) {
    ASSERT_TRUE(client.send(bytes));
    TestClient other = server->client();
    ASSERT_TRUE(other.ask(get));
  }

  std::optional<TestAnswer> answer_after(TestClient& client, Duration time) {
    clock.advance(time);
    return client.answer();
  }

  void expect_last(const std::optional<TestAnswer>& answer, TestClient& client, int status) {
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, status);
    EXPECT_EQ(answer->field("connection"), "close");
    EXPECT_EQ(answer->field("content-type"), "application/problem+json");
    client.finish();
    EXPECT_TRUE(client.ended());
  }

  Limits limits;
  ManualClock clock;
  std::optional<TestServer> server;
};

TEST_F(LimitsTest, SlowHeadIsAnswered408) {
  start();
  TestClient client = server->client();
  let_it_read(client, "GET / HTTP/1.1\r\nHost");
  expect_last(answer_after(client, limits.header_wait + 20ms), client, 408);
}

TEST_F(LimitsTest, EachByteOfAHeadDoesNotBuyTime) {
  start();
  TestClient client = server->client();
  let_it_read(client, "GET / HT");
  clock.advance(limits.header_wait - 1s);
  let_it_read(client, "TP/1.1\r\n");
  expect_last(answer_after(client, 1s + 20ms), client, 408);
}

TEST_F(LimitsTest, IdleConnectionIsClosedWithoutAWord) {
  start();
  TestClient fresh = server->client();
  TestClient used = server->client();
  ASSERT_TRUE(used.ask(get));
  let_it_read(fresh, "\r\n");
  clock.advance(limits.idle_wait + 20ms);
  EXPECT_TRUE(fresh.ended());
  EXPECT_TRUE(used.ended());
}

TEST_F(LimitsTest, BodyThatStopsIsAnswered408AfterTheGrace) {
  start();
  TestClient client = server->client();
  let_it_read(client, post_head);
  expect_last(answer_after(client, limits.body_grace + 20ms), client, 408);
}

TEST_F(LimitsTest, BodyOfTheLeastRateGoesOnUntilTheWholeTimeIsOver) {
  start();
  TestClient client = server->client();
  let_it_read(client, post_head);
  const std::string second(limits.body_bytes_per_second_min, 'a');
  for (Duration time = 1s; time < limits.body_wait; time += 1s) {
    clock.advance(1s);
    let_it_read(client, second);
  }
  expect_last(answer_after(client, 1s + 20ms), client, 408);
}

TEST_F(LimitsTest, ParkedRequestHasNoDeadlineOfTheServer) {
  Seen<Exchange> parked;
  server.emplace(limits, clock);
  server->serve = [&](Shard&, const Request&, Exchange exchange) { parked.add(exchange); };
  server->start();
  TestClient client = server->client();
  ASSERT_TRUE(client.send(get));
  const Exchange exchange = parked.take();
  clock.advance(1h);
  Seen<bool> done;
  server->shard().post([&] { done.add(server->shard().answer(exchange, {})); });
  EXPECT_TRUE(done.take());
  EXPECT_EQ(client.answer()->status, 200);
}

TEST_F(LimitsTest, ClientThatTakesNothingIsCut) {
  limits.linger_wait = 0s;
  server.emplace(limits, clock);
  server->serve = [](Shard& shard, const Request&, Exchange exchange) {
    Response response;
    response.body.assign(32 * 1024 * 1024, 'a');
    shard.answer(exchange, response);
  };
  server->start();
  TestClient client = server->client(TestClient::Window::tiny);
  ASSERT_TRUE(client.send(get));
  while ((*server)->connections() == 0) std::this_thread::yield();
  while ((*server)->connections() != 0) {
    clock.advance(1s);
    std::this_thread::yield();
  }
  EXPECT_FALSE(client.answer());
}

TEST_F(LimitsTest, LastAllowedRequestSaysClose) {
  limits.requests_per_connection_max = 2;
  start();
  TestClient client = server->client();
  EXPECT_EQ(client.ask(get)->field("connection"), "");
  EXPECT_EQ(client.ask(get)->field("connection"), "close");
  EXPECT_TRUE(client.ended());
}

TEST_F(LimitsTest, ConnectionOverTheLimitIsToldSo) {
  limits.connections_max = 2;
  start();
  std::vector<TestClient> clients;
  for (int i = 0; i < 2; ++i) {
    clients.push_back(server->client());
    ASSERT_TRUE(clients.back().ask(get));
  }
  TestClient third = server->client();
  const auto refused = third.ask(get);
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->field("retry-after"), "1");
  expect_last(refused, third, 503);

  clients.clear();
  while ((*server)->connections() != 0) std::this_thread::yield();
  EXPECT_EQ(server->client().ask(get)->status, 200);
}

TEST_F(LimitsTest, SizesOverTheLimitAreAnsweredAndClosed) {
  start();
  const std::pair<int, std::string> cases[] = {
      {414, "GET /" + std::string(20'000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n"},
      {431, "GET / HTTP/1.1\r\nX: " + std::string(16'384, 'a') + "\r\n\r\n"},
      {413, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1048577\r\n\r\n"},
      {413, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n100001\r\n"},
  };
  for (const auto& [status, bytes] : cases) {
    TestClient client = server->client();
    ASSERT_TRUE(client.send(bytes));
    expect_last(client.answer(), client, status);
  }
}

// The client goes on sending its body and must still be able to read why that is of no use.
TEST_F(LimitsTest, AnswerSurvivesABodyThatIsStillBeingSent) {
  start();
  TestClient client = server->client();
  ASSERT_TRUE(client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9000000\r\n\r\n"));
  ASSERT_TRUE(client.send(std::string(32 * 1024, 'a')));
  expect_last(client.answer(), client, 413);
}

TEST_F(LimitsTest, LingeringEndsByTime) {
  start();
  TestClient client = server->client();
  ASSERT_TRUE(client.send("GET / HTTP/1.1\r\n\r\n"));
  EXPECT_EQ(client.answer()->status, 400);
  EXPECT_TRUE(client.ended());
  EXPECT_EQ((*server)->connections(), 1u);
  // The client has seen the end a moment before the deadline is set.
  while ((*server)->connections() != 0) {
    clock.advance(limits.linger_wait);
    std::this_thread::yield();
  }
}

}  // namespace
}  // namespace boomerang::http
