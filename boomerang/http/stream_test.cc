// Answers that come in pieces, and clients that do not take them.

#include <future>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "boomerang/base/manual_clock.h"
#include "boomerang/http/test_server.h"

namespace boomerang::http {
namespace {

using namespace std::chrono_literals;

const std::string get = "GET /x HTTP/1.1\r\nHost: a\r\n\r\n";
const std::string get_1_0 = "GET /x HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";

Response head_with(std::string first) {
  Response head;
  head.fields.add("Content-Type", "text/event-stream");
  head.body = std::move(first);
  return head;
}

// A server that parks every request; what the test wants done with one is done on the shard.
struct StreamTest : testing::Test {
  StreamTest() { limits.requests_per_connection_max = SIZE_MAX; }

  TestServer& start() {
    server.emplace(limits, clock);
    server->serve = [this](Shard&, const Request&, Exchange exchange) { parked.add(exchange); };
    return server->start();
  }

  bool begin(Exchange exchange, std::string first = "") {
    return server->on_shard(
        [&](Shard& shard) { return shard.begin_stream(exchange, head_with(first)); });
  }
  bool send(Exchange exchange, const std::string& piece) {
    return server->on_shard([&](Shard& shard) { return shard.stream(exchange, piece); });
  }
  bool end(Exchange exchange) {
    return server->on_shard([&](Shard& shard) { return shard.end_stream(exchange); });
  }

  Exchange ask(TestClient& client, std::string_view request = get) {
    EXPECT_TRUE(client.send(request));
    return parked.take();
  }

  Limits limits;
  ManualClock clock;
  Seen<Exchange> parked;
  std::optional<TestServer> server;
};

TEST_F(StreamTest, EachPieceArrivesAtOnceAndTheConnectionGoesOn) {
  start();
  TestClient client = server->client();
  for (int round = 0; round < 2; ++round) {
    const Exchange exchange = ask(client);
    ASSERT_TRUE(begin(exchange));
    const auto head = client.head();
    ASSERT_TRUE(head);
    EXPECT_EQ(head->status, 200);
    EXPECT_EQ(head->field("transfer-encoding"), "chunked");
    EXPECT_EQ(head->field("content-length"), "");
    EXPECT_EQ(head->field("connection"), "");
    for (const std::string piece : {"one", "two", "three"}) {
      ASSERT_TRUE(send(exchange, piece));
      EXPECT_EQ(client.chunk(), piece);
    }
    EXPECT_TRUE(end(exchange));
    EXPECT_EQ(client.chunk(), "");
    EXPECT_FALSE(send(exchange, "late"));
    EXPECT_FALSE(end(exchange));
  }
  ASSERT_TRUE(client.send(get));
  const Exchange last = parked.take();
  EXPECT_TRUE(server->on_shard([&](Shard& shard) { return shard.answer(last, {}); }));
  EXPECT_EQ(client.answer()->status, 200);
}

TEST_F(StreamTest, WholeStreamMayComeBeforeServeReturns) {
  server.emplace(limits, clock);
  server->serve = [](Shard& shard, const Request& request, Exchange exchange) {
    EXPECT_TRUE(shard.begin_stream(exchange, head_with("begin ")));
    EXPECT_TRUE(shard.stream(exchange, request.target));
    EXPECT_TRUE(shard.stream(exchange, ""));
    EXPECT_TRUE(shard.end_stream(exchange));
  };
  server->start();
  TestClient client = server->client();
  ASSERT_TRUE(client.send(get + get));
  EXPECT_EQ(client.answer()->body, "begin /x");
  EXPECT_EQ(client.answer()->body, "begin /x");
}

TEST_F(StreamTest, AStreamIsAnsweredOnce) {
  start();
  TestClient client = server->client();
  const Exchange exchange = ask(client);
  EXPECT_FALSE(send(exchange, "before its head"));
  EXPECT_FALSE(end(exchange));
  EXPECT_TRUE(begin(exchange));
  EXPECT_FALSE(begin(exchange));
  EXPECT_FALSE(server->on_shard([&](Shard& shard) { return shard.answer(exchange, {}); }));
  EXPECT_TRUE(end(exchange));
  EXPECT_FALSE(begin(exchange));
  EXPECT_EQ(client.answer()->body, "");
}

TEST_F(StreamTest, NextOfAPipelineWaitsForTheEnd) {
  start();
  TestClient client = server->client();
  const Exchange first = ask(client, get + get);
  ASSERT_TRUE(begin(first, "a"));
  ASSERT_TRUE(send(first, "b"));
  ASSERT_TRUE(end(first));
  const Exchange second = parked.take();
  ASSERT_TRUE(begin(second, "c"));
  ASSERT_TRUE(end(second));
  EXPECT_EQ(client.answer()->body, "ab");
  EXPECT_EQ(client.answer()->body, "c");
}

TEST_F(StreamTest, ForHttp10TheEndOfTheConnectionIsTheEnd) {
  start();
  TestClient client = server->client();
  const Exchange exchange = ask(client, get_1_0);
  ASSERT_TRUE(begin(exchange, "one "));
  ASSERT_TRUE(send(exchange, "two"));
  const auto head = client.head();
  ASSERT_TRUE(head);
  EXPECT_EQ(head->field("transfer-encoding"), "");
  EXPECT_EQ(head->field("connection"), "close");
  EXPECT_TRUE(end(exchange));
  EXPECT_EQ(client.rest(), "one two");
}

TEST_F(StreamTest, CutStreamOfHttp10EndsByAReset) {
  start();
  TestClient client = server->client();
  const Exchange exchange = ask(client, get_1_0);
  ASSERT_TRUE(begin(exchange, "one "));
  ASSERT_TRUE(client.head());
  (*server)->close();
  EXPECT_FALSE(client.rest());
}

TEST_F(StreamTest, HeadAndNoContentEndWithTheHead) {
  start();
  TestClient client = server->client();
  const Exchange head = ask(client, "HEAD /x HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_FALSE(begin(head, "never sent"));
  EXPECT_FALSE(send(head, "nor this"));
  EXPECT_EQ(client.answer("HEAD")->field("content-type"), "text/event-stream");

  const Exchange nothing = ask(client);
  Response no_content;
  no_content.status = 204;
  EXPECT_FALSE(
      server->on_shard([&](Shard& shard) { return shard.begin_stream(nothing, no_content); }));
  EXPECT_EQ(client.answer()->status, 204);
  const Exchange next = ask(client);
  ASSERT_TRUE(begin(next, "next"));
  ASSERT_TRUE(end(next));
  EXPECT_EQ(client.answer()->body, "next");
}

TEST_F(StreamTest, HeadThatCannotBeSentBecomes500) {
  start();
  TestClient client = server->client();
  const Exchange exchange = ask(client);
  Response head;
  head.fields.add("Location", "/a\r\nSet-Cookie: b");
  EXPECT_FALSE(server->on_shard([&](Shard& shard) { return shard.begin_stream(exchange, head); }));
  EXPECT_EQ(client.answer()->status, 500);
}

TEST_F(StreamTest, SlowReaderGetsAllThatTheQueueHolds) {
  limits.stream_bytes_max = 64 * 1024 * 1024;
  start();
  TestClient client = server->client(TestClient::Window::tiny);
  const Exchange exchange = ask(client);
  ASSERT_TRUE(begin(exchange));
  std::string all;
  for (char c = 'a'; c <= 'p'; ++c) {
    const std::string piece(1024 * 1024, c);
    ASSERT_TRUE(send(exchange, piece));
    all += piece;
  }
  ASSERT_TRUE(end(exchange));
  EXPECT_EQ(client.answer()->body, all);
  EXPECT_FALSE(begin(exchange));
  const Exchange next = ask(client);
  ASSERT_TRUE(begin(next, "next"));
  ASSERT_TRUE(end(next));
  EXPECT_EQ(client.answer()->body, "next");
}

TEST_F(StreamTest, PieceLongerThanTheQueueMayBeArrivesWholeAtAClientThatReads) {
  start();
  for (const std::string& request : {get, get_1_0}) {
    TestClient client = server->client(TestClient::Window::tiny);
    const Exchange exchange = ask(client, request);
    ASSERT_TRUE(begin(exchange, "begin "));
    const std::string piece(8 * 1024 * 1024, 'a');
    EXPECT_TRUE(send(exchange, piece));
    EXPECT_TRUE(end(exchange));
    if (request == get) {
      EXPECT_TRUE(client.answer()->body == "begin " + piece);
    } else {
      ASSERT_TRUE(client.head());
      EXPECT_TRUE(client.rest() == "begin " + piece);
    }
  }
}

TEST_F(StreamTest, NothingIsAddedToAPieceThatIsNotTaken) {
  start();
  TestClient client = server->client(TestClient::Window::tiny);
  const Exchange exchange = ask(client);
  ASSERT_TRUE(begin(exchange));
  EXPECT_TRUE(send(exchange, std::string(32 * 1024 * 1024, 'a')));
  EXPECT_FALSE(send(exchange, "b"));
  EXPECT_FALSE(end(exchange));
}

TEST_F(StreamTest, QueueOverItsLimitIsCut) {
  start();
  TestClient client = server->client(TestClient::Window::tiny);
  const Exchange exchange = ask(client);
  ASSERT_TRUE(begin(exchange));
  const std::string piece(64 * 1024, 'a');
  int taken = 0;
  while (taken < 10'000 && send(exchange, piece)) ++taken;
  EXPECT_GE(taken, 4);  // The queue by itself.
  EXPECT_LT(taken, 10'000);
  EXPECT_FALSE(end(exchange));
  while ((*server)->connections() != 0) std::this_thread::yield();
  EXPECT_FALSE(client.answer());
}

TEST_F(StreamTest, ReaderThatTakesNothingIsCutByTime) {
  start();
  TestClient client = server->client(TestClient::Window::tiny);
  const Exchange exchange = ask(client);
  ASSERT_TRUE(begin(exchange));
  ASSERT_TRUE(send(exchange, std::string(32 * 1024 * 1024, 'a')));
  ASSERT_TRUE(end(exchange));
  while ((*server)->connections() != 0) {
    clock.advance(1s);
    std::this_thread::yield();
  }
  EXPECT_FALSE(client.answer());
}

// The kernel has room for more only when much of its buffer is free.
TEST_F(StreamTest, SlowReaderIsNotTakenForOneThatTakesNothing) {
  start();
  TestClient client = server->client(TestClient::Window::tiny);
  const Exchange exchange = ask(client);
  ASSERT_TRUE(begin(exchange));
  const std::string piece(8 * 1024 * 1024, 'a');
  ASSERT_TRUE(send(exchange, piece));
  std::size_t received = 0;
  std::size_t since = 0;
  while (received < piece.size()) {
    const auto some = client.some();
    ASSERT_TRUE(some) << "cut after " << received;
    received += some->size();
    since += some->size();
    if (since < 64 * 1024) continue;
    since = 0;
    clock.advance(1s);
    server->on_shard([](Shard&) { return true; });
  }
  EXPECT_TRUE(end(exchange));
}

TEST_F(StreamTest, QuietStreamHasNoDeadlineOfTheServer) {
  start();
  TestClient client = server->client();
  const Exchange exchange = ask(client);
  ASSERT_TRUE(begin(exchange, "first"));
  clock.advance(24h);
  ASSERT_TRUE(send(exchange, "after a day"));
  ASSERT_TRUE(end(exchange));
  EXPECT_EQ(client.answer()->body, "firstafter a day");
}

TEST_F(StreamTest, ClientThatLeftIsNoticedBySending) {
  start();
  TestClient client = server->client();
  const Exchange exchange = ask(client);
  ASSERT_TRUE(begin(exchange));
  client.reset();
  while (send(exchange, "is anybody there?")) std::this_thread::yield();
  EXPECT_FALSE(end(exchange));
  EXPECT_EQ((*server)->connections(), 0u);
}

TEST_F(StreamTest, DrainWaitsForTheEndOfAStream) {
  start();
  TestClient client = server->client();
  const Exchange exchange = ask(client);
  ASSERT_TRUE(begin(exchange, "before "));
  auto drained = server->begin_drain(24h * 365);
  ASSERT_TRUE(send(exchange, "and during"));
  ASSERT_TRUE(end(exchange));
  EXPECT_EQ(client.answer()->body, "before and during");
  EXPECT_TRUE(client.ended());
  client.finish();
  EXPECT_TRUE(drained.get());
}

TEST_F(StreamTest, AbandonedStreamIsEndedByTheService) {
  Exchange open;
  server.emplace(limits, clock);
  server->serve = [this](Shard&, const Request&, Exchange exchange) { parked.add(exchange); };
  server->abandon = [&](Shard& shard) {
    EXPECT_TRUE(shard.stream(open, "going down"));
    EXPECT_TRUE(shard.end_stream(open));
  };
  server->start();
  TestClient client = server->client();
  open = ask(client);
  ASSERT_TRUE(begin(open, "up, "));
  auto drained = server->begin_drain(1min);
  const auto head = client.head();
  ASSERT_TRUE(head);
  EXPECT_EQ(client.chunk(), "up, ");
  clock.advance(1min + 20ms);
  while (drained.wait_for(0s) != std::future_status::ready) {
    clock.advance(1s);
    std::this_thread::yield();
  }
  EXPECT_EQ(client.chunk(), "going down");
  EXPECT_EQ(client.chunk(), "");
  EXPECT_FALSE(drained.get());
}

TEST_F(StreamTest, ManyStreamsKeepApart) {
  constexpr int streams = 50;
  start();
  std::vector<TestClient> clients;
  std::vector<Exchange> exchanges;
  for (int i = 0; i < streams; ++i) {
    clients.push_back(server->client());
    exchanges.push_back(ask(clients.back()));
    ASSERT_TRUE(begin(exchanges.back()));
  }
  for (int piece = 0; piece < 20; ++piece) {
    for (std::size_t i = 0; i < exchanges.size(); ++i) {
      ASSERT_TRUE(send(exchanges[i], std::to_string(i) + ","));
    }
  }
  for (std::size_t i = 0; i < exchanges.size(); ++i) {
    ASSERT_TRUE(end(exchanges[i]));
    std::string expected;
    for (int piece = 0; piece < 20; ++piece) expected += std::to_string(i) + ",";
    EXPECT_EQ(clients[i].answer()->body, expected);
  }
}

}  // namespace
}  // namespace boomerang::http
