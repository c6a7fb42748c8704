// HTTP/2 on a server: many requests of one connection, and its end.

#include <nghttp2/nghttp2.h>

#include <fstream>
#include <future>
#include <map>
#include <thread>
#include <vector>

#include "boomerang/base/temp_folder.h"
#include "boomerang/http/test_certificate.h"
#include "boomerang/http/test_http2_server.h"

namespace boomerang::http {
namespace {

using namespace std::chrono_literals;

struct Http2LinkTest : Http2ServerTest {
  bool begin(Exchange exchange, const std::string& first) {
    return server->on_shard([&](Shard& shard) {
      Response head;
      head.body = first;
      return shard.begin_stream(exchange, std::move(head));
    });
  }
  bool stream(Exchange exchange, const std::string& piece) {
    return server->on_shard([&](Shard& shard) { return shard.stream(exchange, piece); });
  }
  bool end(Exchange exchange) {
    return server->on_shard([&](Shard& shard) { return shard.end_stream(exchange); });
  }

  // Each stream parked, by its body.
  std::map<std::string, Exchange> take(std::size_t count) {
    std::map<std::string, Exchange> taken;
    while (taken.size() < count) {
      auto [request, exchange] = parked.take();
      taken[request.body] = exchange;
    }
    return taken;
  }
};

TEST_F(Http2LinkTest, StreamsAreAnsweredInAnyOrderEachWithItsOwn) {
  start();
  Http2Talk client(server->client());
  std::map<std::string, StreamId> ids;
  for (int i = 0; i < 100; ++i) {
    const std::string body = std::to_string(i);
    ids[body] = client.http.ask(Client::post(), body);
  }
  ASSERT_TRUE(client.settle());
  const auto exchanges = take(100);
  for (const auto& [body, exchange] : exchanges) {
    EXPECT_TRUE(answer(exchange, "for " + body));
    EXPECT_FALSE(answer(exchange, "again"));
  }
  for (const auto& [body, id] : ids) {
    ASSERT_TRUE(client.until_closed(id));
    EXPECT_EQ(client.http.heard(id).body, "for " + body);
  }
}

TEST_F(Http2LinkTest, RequestsThatAreAnsweredAtOnce) {
  start();
  Http2Talk client(server->client());
  for (int i = 0; i < 20; ++i) {
    const auto first = client.http.ask(Client::post("/now"), "first");
    const auto second = client.http.ask(Client::get("/now"));
    for (const auto id : {first, second}) ASSERT_TRUE(client.until_closed(id));
    EXPECT_EQ(client.http.heard(first).body, "first");
    EXPECT_EQ(client.http.heard(second).body, "/now");
  }
}

TEST_F(Http2LinkTest, ServiceThatThrowsIs500) {
  start();
  Http2Talk client(server->client());
  const auto admit = client.http.ask(Client::get("/throw"));
  const auto serve = client.http.ask(Client::get("/throw-later"));
  for (const auto id : {admit, serve}) {
    ASSERT_TRUE(client.until_closed(id));
    EXPECT_EQ(client.http.heard(id).status, 500);
  }
}

TEST_F(Http2LinkTest, StreamThatTheClientResetsLosesItsAnswerAlone) {
  start();
  Http2Talk client(server->client());
  const auto lost = client.http.ask(Client::post(), "lost");
  const auto kept = client.http.ask(Client::post(), "kept");
  ASSERT_TRUE(client.settle());
  const auto exchanges = take(2);
  client.http.reset(lost);
  ASSERT_TRUE(client.settle());
  EXPECT_FALSE(answer(exchanges.at("lost"), "late"));
  EXPECT_FALSE(begin(exchanges.at("lost"), "late"));
  EXPECT_TRUE(answer(exchanges.at("kept"), "fine"));
  ASSERT_TRUE(client.until_closed(kept));
  EXPECT_EQ(client.http.heard(kept).body, "fine");
}

TEST_F(Http2LinkTest, ClientThatIsGoneLosesAllItsAnswers) {
  start();
  std::map<std::string, Exchange> exchanges;
  {
    Http2Talk client(server->client());
    for (int i = 0; i < 10; ++i) client.http.ask(Client::post(), std::to_string(i));
    ASSERT_TRUE(client.settle());
    exchanges = take(10);
    EXPECT_TRUE(begin(exchanges.at("9"), "first"));
    client.wire().reset();
  }
  while ((*server)->connections() > 0) std::this_thread::yield();
  for (int i = 0; i < 9; ++i) EXPECT_FALSE(answer(exchanges.at(std::to_string(i)), "late"));
  EXPECT_FALSE(stream(exchanges.at("9"), "late"));
}

TEST_F(Http2LinkTest, ClientThatSendsNoMoreStillGetsItsAnswers) {
  start();
  Http2Talk client(server->client());
  const auto whole = client.http.ask(Client::post(), "whole");
  const auto part = client.http.ask(Client::post(), "part", Client::Body::without_end);
  const auto streamed = client.http.ask(Client::post(), "streamed");
  ASSERT_TRUE(client.settle());
  const auto exchanges = take(2);
  client.wire().finish();
  ASSERT_TRUE(client.until([&] { return !client.http.goaways.empty(); }));
  EXPECT_EQ(client.http.goaways.back(), streamed);

  EXPECT_TRUE(answer(exchanges.at("whole"), "fine"));
  EXPECT_TRUE(begin(exchanges.at("streamed"), "one "));
  EXPECT_TRUE(stream(exchanges.at("streamed"), "two"));
  EXPECT_TRUE(end(exchanges.at("streamed")));
  EXPECT_TRUE(client.ended());
  EXPECT_EQ(client.http.heard(whole).body, "fine");
  EXPECT_EQ(client.http.heard(streamed).body, "one two");
  EXPECT_EQ(client.http.heard(part).error, std::uint32_t{NGHTTP2_CANCEL});
  while ((*server)->connections() > 0) std::this_thread::yield();
}

TEST_F(Http2LinkTest, ClientThatIsGoneAfterItSaidNoMoreLosesItsAnswers) {
  start();
  std::map<std::string, Exchange> exchanges;
  {
    Http2Talk client(server->client());
    client.http.ask(Client::post(), "0");
    ASSERT_TRUE(client.settle());
    exchanges = take(1);
    client.wire().finish();
    ASSERT_TRUE(client.until([&] { return !client.http.goaways.empty(); }));
    client.wire().reset();
  }
  while ((*server)->connections() > 0) std::this_thread::yield();
  EXPECT_FALSE(answer(exchanges.at("0"), "late"));
}

TEST_F(Http2LinkTest, StreamedAnswersPassAtTheClientsPace) {
  start();
  Http2Talk client(server->client(), 1000);
  const auto id = client.http.ask(Client::get());
  ASSERT_TRUE(client.settle());
  const auto exchange = parked.take().exchange;
  std::string all = "begin";
  EXPECT_TRUE(begin(exchange, all));
  for (int i = 0; i < 500; ++i) {
    const std::string piece = std::to_string(i) + std::string(50, '.');
    EXPECT_TRUE(stream(exchange, piece));
    all += piece;
  }
  EXPECT_TRUE(end(exchange));
  EXPECT_FALSE(stream(exchange, "more"));
  while (!client.http.closed(id)) {
    const auto had = client.http.heard(id).body.size();
    client.http.open_window(id, 5000);
    ASSERT_TRUE(client.until(
        [&] { return client.http.closed(id) || client.http.heard(id).body.size() > had; }));
  }
  EXPECT_EQ(client.http.heard(id).body, all);
  EXPECT_EQ(client.http.heard(id).error, 0u);
}

TEST_F(Http2LinkTest, LongPiecesOfManyStreamsArriveWholeAtAClientThatReads) {
  start();
  Http2Talk client(server->client(TestClient::Window::tiny), 1000);
  std::vector<StreamId> ids;
  for (int i = 0; i < 20; ++i) ids.push_back(client.http.ask(Client::get()));
  ASSERT_TRUE(client.settle());
  const std::string piece(900'000, 'x');
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const auto exchange = parked.take().exchange;
    EXPECT_TRUE(begin(exchange, "begin "));
    EXPECT_TRUE(stream(exchange, piece));
    EXPECT_TRUE(end(exchange));
  }
  for (const auto id : ids) client.http.open_window(id, 1'000'000);
  client.http.open_window(0, 20'000'000);
  for (const auto id : ids) {
    ASSERT_TRUE(client.until_closed(id));
    EXPECT_TRUE(client.http.heard(id).body == "begin " + piece);
    EXPECT_EQ(client.http.heard(id).error, 0u);
  }
}

TEST_F(Http2LinkTest, LongPieceOfWhichNothingIsTakenIsCutByTime) {
  start();
  Http2Talk client(server->client(), 1000);
  const auto id = client.http.ask(Client::get());
  ASSERT_TRUE(client.settle());
  const auto exchange = parked.take().exchange;
  EXPECT_TRUE(begin(exchange, "begin"));
  EXPECT_TRUE(stream(exchange, std::string(6'000'000, 'x')));
  EXPECT_TRUE(end(exchange));
  ASSERT_TRUE(client.settle());
  clock.advance(limits.write_wait + 20ms);
  ASSERT_TRUE(client.until_closed(id));
  EXPECT_EQ(client.http.heard(id).error, std::uint32_t{NGHTTP2_CANCEL});
}

TEST_F(Http2LinkTest, StreamOfWhichTooMuchIsNotTakenIsCutAlone) {
  start();
  Http2Talk client(server->client(), 1000);
  const auto slow = client.http.ask(Client::post(), "slow");
  const auto other = client.http.ask(Client::post(), "other");
  ASSERT_TRUE(client.settle());
  const auto exchanges = take(2);
  const Exchange exchange = exchanges.at("slow");
  EXPECT_TRUE(begin(exchange, "begin"));
  EXPECT_TRUE(stream(exchange, std::string(limits.stream_bytes_max + 1000, 'x')));
  EXPECT_FALSE(stream(exchange, std::string(1000, 'x')));
  EXPECT_FALSE(end(exchange));
  ASSERT_TRUE(client.until_closed(slow));
  EXPECT_EQ(client.http.heard(slow).error, std::uint32_t{NGHTTP2_CANCEL});
  EXPECT_TRUE(answer(exchanges.at("other"), "fine"));
  ASSERT_TRUE(client.until_closed(other));
  EXPECT_EQ(client.http.heard(other).body, "fine");
}

TEST_F(Http2LinkTest, RequestsOverTheLimitOfAConnectionGoElsewhere) {
  limits.requests_per_connection_max = 3;
  start();
  Http2Talk client(server->client());
  std::vector<StreamId> ids;
  for (int i = 0; i < 5; ++i) ids.push_back(client.http.ask(Client::get("/now")));
  EXPECT_TRUE(client.ended());
  EXPECT_EQ(client.http.goaways, std::vector<StreamId>{ids[2]});
  for (std::size_t i = 0; i < 5; ++i) {
    EXPECT_EQ(client.http.heard(ids[i]).status, i < 3 ? 200 : 0) << i;
  }
}

TEST_F(Http2LinkTest, ConnectionOverTheLimitIsAnsweredAsItSpeaks) {
  limits.connections_max = 1;
  start();
  TestClient first = server->client();
  ASSERT_TRUE(first.ask("GET /now HTTP/1.1\r\nHost: a\r\n\r\n"));
  Http2Talk second(server->client());
  const auto id = second.http.ask(Client::get("/now"));
  EXPECT_TRUE(second.ended());
  EXPECT_EQ(second.http.heard(id).status, 503);
  TestClient third = server->client();
  EXPECT_EQ(third.ask("GET /now HTTP/1.1\r\nHost: a\r\n\r\n")->status, 503);
}

TEST_F(Http2LinkTest, BeginningThatIsNoPrefaceIsHttp1) {
  start();
  TestClient client = server->client();
  const std::string get = "GET /now HTTP/1.1\r\nHost: a\r\n\r\n";
  ASSERT_TRUE(client.send(get + get));
  EXPECT_EQ(client.answer()->body, "/now");
  EXPECT_EQ(client.answer()->body, "/now");
}

struct Http2DrainTest : Http2LinkTest {
  Http2DrainTest() {
    limits.requests_per_connection_max = SIZE_MAX;
    start();
  }

  void begin_drain(Duration limit) { drained = server->begin_drain(limit); }
  void let_time_pass_until_drained() {
    while (drained.wait_for(0s) != std::future_status::ready) {
      clock.advance(100ms);
      std::this_thread::yield();
    }
  }

  std::future<bool> drained;
};

TEST_F(Http2DrainTest, FarewellComesInTwoStepsAndOpenStreamsFinish) {
  Http2Talk client(server->client());
  const auto before = client.http.ask(Client::post(), "before");
  ASSERT_TRUE(client.settle());
  begin_drain(24h);
  ASSERT_TRUE(client.until([&] { return client.http.goaways.size() == 1; }));
  EXPECT_EQ(client.http.goaways[0], 0x7FFFFFFF);

  // As one that was on its way, for nghttp2's client begins no more: GET, https, /, x and the end.
  ASSERT_TRUE(client.wire().send(std::string("\0\0\x06\x01\x05\0\0\0\x03", 9) +
                                 std::string("\x82\x87\x84\x41\x01x", 6)));
  const auto exchanges = take(2);
  ASSERT_TRUE(exchanges.contains("")) << "it came within the grace";
  clock.advance(limits.drain_grace + 20ms);
  ASSERT_TRUE(client.until([&] { return client.http.goaways.size() == 2; }));
  EXPECT_EQ(client.http.goaways[1], 3);

  EXPECT_TRUE(answer(exchanges.at("before"), "fine"));
  ASSERT_TRUE(client.until_closed(before));
  EXPECT_EQ(client.http.heard(before).body, "fine");
  EXPECT_TRUE(answer(exchanges.at(""), "fine too"));
  EXPECT_TRUE(client.ended());
  client.wire().finish();
  EXPECT_TRUE(drained.get());
}

TEST_F(Http2DrainTest, IdleConnectionEndsAfterTheGrace) {
  Http2Talk client(server->client());
  ASSERT_TRUE(client.settle());
  begin_drain(24h);
  let_time_pass_until_drained();
  EXPECT_TRUE(drained.get());
  EXPECT_TRUE(client.ended());
  EXPECT_EQ(client.http.goaways.size(), 2u);
}

TEST_F(Http2DrainTest, ConnectionThatSpeaksOnlyInTheDrainIsToldToo) {
  Http2Talk client(server->client());
  let_it_go_on();
  begin_drain(24h);
  const auto id = client.http.ask(Client::get("/now"));
  ASSERT_TRUE(client.until_closed(id));
  EXPECT_EQ(client.http.heard(id).body, "/now");
  ASSERT_TRUE(client.until([&] { return !client.http.goaways.empty(); }));
  let_time_pass_until_drained();
  EXPECT_TRUE(drained.get());
  EXPECT_TRUE(client.ended());
}

TEST_F(Http2DrainTest, WhatIsOpenAtTheEndOfTheTimeIsAbandoned) {
  Http2Talk client(server->client());
  const auto id = client.http.ask(Client::post(), "open");
  ASSERT_TRUE(client.settle());
  const auto exchange = take(1).at("open");
  server->abandon = [exchange](Shard& shard) {
    EXPECT_TRUE(shard.answer(exchange, problem(503, "Stopping.")));
  };
  begin_drain(5s);
  ASSERT_TRUE(client.until([&] { return !client.http.goaways.empty(); }));
  clock.advance(5s + 20ms);
  ASSERT_TRUE(client.until_closed(id));
  EXPECT_EQ(client.http.heard(id).status, 503);
  EXPECT_TRUE(client.ended());
  client.wire().finish();
  let_time_pass_until_drained();
  EXPECT_FALSE(drained.get());
}

struct Http2TlsTest : Http2LinkTest {
  Http2TlsTest() {
    const TestCertificate mine{{.name = "mine"}};
    std::ofstream(folder.path() / "pem") << mine.certificate();
    std::ofstream(folder.path() / "key") << mine.key();
    tls = TlsOptions{folder.path() / "pem", folder.path() / "key"};
  }

  std::string agreed(const std::string& offered) {
    TestClient client = server->client();
    EXPECT_TRUE(client.secure({.protocols = offered}));
    return client.protocol();
  }

  TempFolder folder;
};

TEST_F(Http2TlsTest, ProtocolIsNegotiated) {
  start();
  EXPECT_EQ(agreed("\x02h2"), "h2");
  EXPECT_EQ(agreed("\x08http/1.1\x02h2"), "h2") << "the server prefers it";
  EXPECT_EQ(agreed("\x08http/1.1"), "http/1.1");
}

TEST_F(Http2TlsTest, ItCanBeLeftOut) {
  tls->http2 = false;
  start();
  EXPECT_EQ(agreed("\x08http/1.1\x02h2"), "http/1.1");
}

TEST_F(Http2TlsTest, ClientThatSendsNoMoreStillGetsItsAnswer) {
  start();
  for (const auto end : {&TestClient::finish, &TestClient::finish_without_notice}) {
    TestClient wire = server->client();
    ASSERT_TRUE(wire.secure({.protocols = "\x02h2"}));
    Http2Talk client(std::move(wire));
    const auto id = client.http.ask(Client::post(), "x");
    ASSERT_TRUE(client.settle());
    (client.wire().*end)();
    ASSERT_TRUE(client.until([&] { return !client.http.goaways.empty(); }));
    EXPECT_TRUE(answer(take(1).at("x"), "fine"));
    ASSERT_TRUE(client.until_closed(id));
    EXPECT_EQ(client.http.heard(id).body, "fine");
    EXPECT_TRUE(client.ended());
  }
}

TEST_F(Http2TlsTest, ConnectionOverTheLimitIsAnsweredAsItSpeaks) {
  limits.connections_max = 1;
  start();
  TestClient first = server->client();
  ASSERT_TRUE(first.secure({}));
  ASSERT_TRUE(first.ask("GET /now HTTP/1.1\r\nHost: a\r\n\r\n"));
  TestClient wire = server->client();
  ASSERT_TRUE(wire.secure({.protocols = "\x02h2"}));
  Http2Talk second(std::move(wire));
  const auto id = second.http.ask(Client::post("/now"), "x");
  const auto next = second.http.ask(Client::get("/now"));
  EXPECT_TRUE(second.ended());
  EXPECT_EQ(second.http.heard(id).status, 503);
  EXPECT_EQ(second.http.heard(id).fields.at("retry-after"), "1");
  EXPECT_EQ(second.http.heard(next).error, std::uint32_t{NGHTTP2_REFUSED_STREAM});
  EXPECT_EQ(second.http.goaways.back(), id);
}

TEST_F(Http2TlsTest, ConnectionOverTheLimitThatAsksNothingEnds) {
  limits.connections_max = 1;
  start();
  TestClient first = server->client();
  ASSERT_TRUE(first.secure({}));
  TestClient wire = server->client();
  ASSERT_TRUE(wire.secure({.protocols = "\x02h2"}));
  Http2Talk second(std::move(wire));
  ASSERT_TRUE(second.settle());
  ASSERT_TRUE(first.ask("GET /now HTTP/1.1\r\nHost: a\r\n\r\n"));
  clock.advance(limits.linger_wait + 20ms);
  EXPECT_TRUE(second.ended());
}

TEST_F(Http2TlsTest, LargeBodiesPassWholeBothWays) {
  start();
  TestClient wire = server->client(TestClient::Window::tiny);
  ASSERT_TRUE(wire.secure({.protocols = "\x02h2"}));
  Http2Talk client(std::move(wire), 10'000'000);
  client.http.open_window(0, 10'000'000);
  std::string text;
  while (text.size() < 900'000) text += std::to_string(text.size()) + ",";
  std::vector<StreamId> ids;
  for (int i = 0; i < 5; ++i) ids.push_back(client.http.ask(Client::post("/now"), text));
  for (const auto id : ids) {
    ASSERT_TRUE(client.until_closed(id));
    EXPECT_TRUE(client.http.heard(id).body == text);
  }
}

}  // namespace
}  // namespace boomerang::http
