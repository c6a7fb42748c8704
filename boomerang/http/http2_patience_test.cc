// How long an HTTP/2 connection, and a stream of it, may keep the server waiting.

#include <nghttp2/nghttp2.h>

#include <thread>

#include "boomerang/http/test_http2_server.h"

namespace boomerang::http {
namespace {

using namespace std::chrono_literals;

constexpr Duration moment = 20ms;

struct Http2PatienceTest : Http2ServerTest {
  // A head whose rest does not come: HEADERS without END_HEADERS.
  static StreamId begin_head(Http2Talk& client) {
    const auto id = client.http.ask(Client::get());
    std::string bytes = client.http.output();
    bytes[4] = static_cast<char>(bytes[4] & ~NGHTTP2_FLAG_END_HEADERS);
    EXPECT_TRUE(client.wire().send(bytes));
    return id;
  }
};

TEST_F(Http2PatienceTest, ConnectionThatBringsNothingIsClosed) {
  start();
  Http2Talk client(server->client());
  ASSERT_TRUE(client.settle());
  let_it_go_on();
  clock.advance(limits.idle_wait + moment);
  EXPECT_TRUE(client.ended());
  EXPECT_EQ(client.http.goaway_error, std::uint32_t{NGHTTP2_NO_ERROR});
}

TEST_F(Http2PatienceTest, ConnectionIsIdleFromItsLastAnswerOn) {
  start();
  Http2Talk client(server->client());
  const auto id = client.http.ask(Client::get());
  ASSERT_TRUE(client.settle());
  const auto [request, exchange] = parked.take();
  clock.advance(limits.idle_wait + moment);
  EXPECT_TRUE(answer(exchange, "here"));
  ASSERT_TRUE(client.until_closed(id));
  EXPECT_EQ(client.http.heard(id).body, "here");
  let_it_go_on();
  clock.advance(limits.idle_wait + moment);
  EXPECT_TRUE(client.ended());
}

TEST_F(Http2PatienceTest, EachRequestBuysTime) {
  start();
  Http2Talk client(server->client());
  Http2Talk silent(server->client());
  ASSERT_TRUE(client.until_closed(client.http.ask(Client::get("/now"))));
  ASSERT_TRUE(silent.settle());
  let_it_go_on();
  clock.advance(limits.idle_wait / 2 + moment);
  ASSERT_TRUE(client.until_closed(client.http.ask(Client::get("/now"))));
  clock.advance(limits.idle_wait / 2 + moment);
  EXPECT_TRUE(silent.ended());
  const auto id = client.http.ask(Client::get("/now"));
  ASSERT_TRUE(client.until_closed(id));
  EXPECT_EQ(client.http.heard(id).status, 200);
}

TEST_F(Http2PatienceTest, PingsDoNotBuyTime) {
  start();
  Http2Talk client(server->client());
  ASSERT_TRUE(client.settle());
  let_it_go_on();
  clock.advance(limits.idle_wait / 2);
  ASSERT_TRUE(client.settle());
  let_it_go_on();
  clock.advance(limits.idle_wait / 2 + moment);
  EXPECT_TRUE(client.ended());
}

TEST_F(Http2PatienceTest, HeadThatStopsIs408AndEndsTheConnection) {
  start();
  Http2Talk client(server->client());
  ASSERT_TRUE(client.settle());
  const auto slow = begin_head(client);
  let_it_go_on();
  clock.advance(limits.header_wait + moment);
  ASSERT_TRUE(client.until([&] { return !client.http.goaways.empty(); }));
  ASSERT_TRUE(client.until_answered(slow));
  EXPECT_EQ(client.http.heard(slow).status, 408);
  let_it_go_on();
  clock.advance(limits.linger_wait + moment);
  EXPECT_TRUE(client.ended());
}

TEST_F(Http2PatienceTest, RequestsBesideAHeadThatStopsAreAnswered) {
  start();
  Http2Talk client(server->client());
  const auto served = client.http.ask(Client::get());
  const auto cut = client.http.ask(Client::post(), "some", Client::Body::without_end);
  ASSERT_TRUE(client.settle());
  const auto exchange = parked.take().exchange;
  const auto slow = begin_head(client);
  let_it_go_on();
  clock.advance(limits.header_wait + moment);
  ASSERT_TRUE(client.until([&] { return !client.http.goaways.empty(); }));
  EXPECT_EQ(client.http.goaways.back(), slow);
  for (const auto id : {cut, slow}) {
    ASSERT_TRUE(client.until_answered(id));
    EXPECT_EQ(client.http.heard(id).status, 408);
  }

  let_it_go_on();
  clock.advance(1h);
  EXPECT_TRUE(answer(exchange, "here"));
  ASSERT_TRUE(client.until_closed(served));
  EXPECT_EQ(client.http.heard(served).body, "here");
  EXPECT_TRUE(client.ended());
}

TEST_F(Http2PatienceTest, BodyThatStopsIsAnswered408AndItsStreamReset) {
  start();
  Http2Talk client(server->client());
  const auto slow = client.http.ask(Client::post(), "some", Client::Body::without_end);
  const auto good = client.http.ask(Client::post(), "all");
  ASSERT_TRUE(client.settle());
  clock.advance(limits.body_grace + moment);
  ASSERT_TRUE(client.until_answered(slow));
  EXPECT_EQ(client.http.heard(slow).status, 408);
  let_it_go_on();
  clock.advance(limits.linger_wait + moment);
  ASSERT_TRUE(client.until_closed(slow));
  EXPECT_EQ(client.http.heard(slow).error, std::uint32_t{NGHTTP2_NO_ERROR});

  const auto [request, exchange] = parked.take();
  EXPECT_EQ(request.body, "all");
  EXPECT_TRUE(answer(exchange, "fine"));
  ASSERT_TRUE(client.until_closed(good));
  EXPECT_EQ(client.http.heard(good).body, "fine");
  let_it_go_on();
  clock.advance(limits.idle_wait + moment);
  EXPECT_TRUE(client.ended()) << "no stream is left";
}

TEST_F(Http2PatienceTest, RefusedRequestThatDoesNotEndIsReset) {
  start();
  Http2Talk client(server->client());
  const auto refused = client.http.ask(Client::post("/no"), "some", Client::Body::without_end);
  auto two_hosts = Client::post();
  two_hosts.emplace_back("host", "other.example");
  const auto wrong = client.http.ask(two_hosts, "some", Client::Body::without_end);
  auto too_long = Client::post();
  too_long.emplace_back("content-length", "9999999");
  const auto large = client.http.ask(too_long, "some", Client::Body::without_end);
  ASSERT_TRUE(client.settle());
  EXPECT_EQ(client.http.heard(refused).status, 404);
  EXPECT_EQ(client.http.heard(wrong).status, 400);
  EXPECT_EQ(client.http.heard(large).status, 413);
  for (const auto id : {refused, wrong, large}) EXPECT_FALSE(client.http.closed(id));
  clock.advance(limits.linger_wait + moment);
  for (const auto id : {refused, wrong, large}) {
    ASSERT_TRUE(client.until_closed(id));
    EXPECT_EQ(client.http.heard(id).error, std::uint32_t{NGHTTP2_NO_ERROR});
  }
}

TEST_F(Http2PatienceTest, AnswerThatTheClientDoesNotTakeIsReset) {
  start();
  Http2Talk client(server->client(), 0);
  const auto refused = client.http.ask(Client::get("/no"));
  const auto served = client.http.ask(Client::get());
  auto two_hosts = Client::get();
  two_hosts.emplace_back("host", "other.example");
  const auto wrong = client.http.ask(two_hosts);
  ASSERT_TRUE(client.settle());
  const auto [request, exchange] = parked.take();
  EXPECT_TRUE(answer(exchange, "a body"));
  ASSERT_TRUE(client.until_answered(served));
  clock.advance(limits.write_wait + moment);
  for (const auto id : {served, refused, wrong}) {
    ASSERT_TRUE(client.until_closed(id));
    EXPECT_EQ(client.http.heard(id).error, std::uint32_t{NGHTTP2_CANCEL});
  }
}

TEST_F(Http2PatienceTest, ByteTakenBuysTimeForTheRest) {
  start();
  Http2Talk client(server->client(), 10);
  const auto id = client.http.ask(Client::get());
  ASSERT_TRUE(client.settle());
  EXPECT_TRUE(answer(parked.take().exchange, std::string(40, 'x')));
  for (std::size_t taken = 10; taken < 40; taken += 10) {
    ASSERT_TRUE(client.until([&] { return client.http.heard(id).body.size() == taken; }));
    clock.advance(limits.write_wait / 2 + moment);
    client.http.open_window(id, 10);
  }
  ASSERT_TRUE(client.until_closed(id));
  EXPECT_EQ(client.http.heard(id).body.size(), 40u);
}

TEST_F(Http2PatienceTest, ParkedRequestHasNoDeadlineOfTheServer) {
  start();
  Http2Talk client(server->client());
  const auto id = client.http.ask(Client::get());
  ASSERT_TRUE(client.settle());
  const auto [request, exchange] = parked.take();
  clock.advance(1h);
  let_it_go_on();
  EXPECT_TRUE(answer(exchange, "at last"));
  ASSERT_TRUE(client.until_closed(id));
  EXPECT_EQ(client.http.heard(id).body, "at last");
}

}  // namespace
}  // namespace boomerang::http
