#include "boomerang/http/http2_session.h"

#include <nghttp2/nghttp2.h>

#include <utility>
#include <vector>

#include "boomerang/http/test_http2_session.h"

namespace boomerang::http {
namespace {

TEST_F(Http2SessionTest, ARequestWithABodyIsServedAndAnswered) {
  const auto id = client.ask(TestHttp2Client::post("/users?x=1"), "{\"name\":\"Ada\"}");
  ASSERT_TRUE(pump());
  ASSERT_TRUE(served.contains(id));
  const Request& request = served[id];
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.target, "/users?x=1");
  EXPECT_EQ(request.body, "{\"name\":\"Ada\"}");
  EXPECT_EQ(request.field("host"), "example.com");
  EXPECT_EQ(request.field("content-type"), "application/json");
  EXPECT_EQ(request.address, "127.0.0.1");

  EXPECT_TRUE(session.answer(id, text("hello")));
  EXPECT_FALSE(session.answer(id, text("again")));
  ASSERT_TRUE(pump());
  EXPECT_EQ(client.heard(id).status, 200);
  EXPECT_EQ(client.heard(id).body, "hello");
  EXPECT_EQ(client.heard(id).fields.at("content-length"), "5");
  EXPECT_EQ(client.heard(id).fields.at("date"), "Tue, 24 Nov 2026 12:00:00 GMT");
  EXPECT_TRUE(client.heard(id).closed);
  EXPECT_EQ(client.heard(id).error, 0u);
  EXPECT_EQ(session.open(), 0u);
  EXPECT_TRUE(told.empty());
}

TEST_F(Http2SessionTest, TrailersAreReadAndDropped) {
  const auto id =
      client.ask(TestHttp2Client::post(), "body", Body::whole, {{"x-checksum", "1"}, {"x", "2"}});
  ASSERT_TRUE(pump());
  ASSERT_TRUE(served.contains(id));
  EXPECT_EQ(served[id].body, "body");
  EXPECT_FALSE(served[id].field("x-checksum"));
  EXPECT_FALSE(session.in_head());
}

TEST_F(Http2SessionTest, TrailersThatAreNoneResetTheStream) {
  const auto id = client.ask(TestHttp2Client::post(), "body", Body::whole, {{":path", "/"}});
  ASSERT_TRUE(pump());
  EXPECT_FALSE(served.contains(id));
  EXPECT_EQ(client.heard(id).error, std::uint32_t{NGHTTP2_PROTOCOL_ERROR});
  EXPECT_FALSE(session.in_head());
}

TEST_F(Http2SessionTest, BodyOfAnotherLengthThanWasSaidResetsTheStream) {
  auto fields = TestHttp2Client::post();
  fields.emplace_back("content-length", "5");
  const auto less = client.ask(fields, "four");
  const auto more = client.ask(fields, "sixsix");
  const auto same = client.ask(fields, "fiveb");
  ASSERT_TRUE(pump());
  for (const auto id : {less, more}) {
    EXPECT_EQ(client.heard(id).error, std::uint32_t{NGHTTP2_PROTOCOL_ERROR});
    EXPECT_FALSE(served.contains(id));
  }
  EXPECT_TRUE(served.contains(same));
}

TEST_F(Http2SessionTest, ContinueIsSaidToThoseWhoWaitForIt) {
  auto fields = TestHttp2Client::post();
  fields.emplace_back("expect", "100-continue");
  const auto id = client.ask(fields, "", Body::without_end);
  ASSERT_TRUE(pump());
  EXPECT_EQ(client.heard(id).status, 100);
  fields[3].second = "/no";
  const auto refused = client.ask(fields, "", Body::without_end);
  ASSERT_TRUE(pump());
  EXPECT_EQ(client.heard(refused).status, 404);
}

TEST_F(Http2SessionTest, PartsOfBodiesHaveALimitTogether) {
  const std::string part(900'000, 'x');
  std::vector<StreamId> ids;
  for (int i = 0; i < 30; ++i) {
    ids.push_back(client.ask(TestHttp2Client::post(), part, Body::without_end));
  }
  ASSERT_TRUE(pump());
  std::size_t refused = 0;
  for (const auto id : ids) refused += client.heard(id).status == 503 ? 1 : 0;
  EXPECT_EQ(30 - refused, Http2Session::bodies_bytes_max / part.size());
  for (const auto id : ids) {
    if (client.heard(id).status == 503) {
      EXPECT_EQ(client.heard(id).fields.at("retry-after"), "1");
    }
    client.reset(id);
  }
  ASSERT_TRUE(pump());
  const auto next = client.ask(TestHttp2Client::post(), part);
  ASSERT_TRUE(pump());
  EXPECT_TRUE(served.contains(next)) << "those that were reset count no more";
}

TEST_F(Http2SessionTest, BodyIsDroppedOnceItIsAnswered) {
  const auto id = client.ask(TestHttp2Client::post(), "some", Body::without_end);
  ASSERT_TRUE(pump());
  EXPECT_TRUE(session.answer(id, problem(408, "Too slow.")));
  ASSERT_TRUE(pump());
  EXPECT_EQ(client.heard(id).status, 408);
  EXPECT_FALSE(client.closed(id));
  session.reset(id);
  ASSERT_TRUE(pump());
  EXPECT_TRUE(client.closed(id));
  EXPECT_EQ(client.heard(id).error, std::uint32_t{NGHTTP2_NO_ERROR});
  EXPECT_FALSE(served.contains(id));
}

TEST_F(Http2SessionTest, StreamsAreAnsweredInAnyOrderEachWithItsOwn) {
  std::vector<StreamId> ids;
  for (int i = 0; i < 50; ++i)
    ids.push_back(client.ask(TestHttp2Client::post(), std::to_string(i)));
  ASSERT_TRUE(pump());
  ASSERT_EQ(served.size(), 50u);
  for (auto id = ids.rbegin(); id != ids.rend(); ++id) {
    session.answer(*id, text("for " + served[*id].body));
  }
  ASSERT_TRUE(pump());
  for (std::size_t i = 0; i < ids.size(); ++i) {
    EXPECT_EQ(client.heard(ids[i]).body, "for " + std::to_string(i));
  }
}

TEST_F(Http2SessionTest, HeadHasNoContent) {
  const auto id = client.ask(TestHttp2Client::get("/", "HEAD"));
  pump();
  session.answer(id, text("hello"));
  pump();
  EXPECT_EQ(client.heard(id).fields.at("content-length"), "5");
  EXPECT_EQ(client.heard(id).body, "");
  EXPECT_TRUE(client.heard(id).closed);
}

TEST_F(Http2SessionTest, ARefusalIsOfItsStreamAlone) {
  const auto refused = client.ask(TestHttp2Client::post("/no"), "x");
  const auto good = client.ask(TestHttp2Client::post("/yes"), "y");
  ASSERT_TRUE(pump());
  EXPECT_EQ(client.heard(refused).status, 404);
  ASSERT_TRUE(served.contains(good));
  EXPECT_FALSE(served.contains(refused));
  session.answer(good, text("ok"));
  pump();
  EXPECT_EQ(client.heard(good).status, 200);
}

TEST_F(Http2SessionTest, ABodyOverTheLimitIs413AndTheRestIsDropped) {
  body_bytes_max = 10;
  const auto id = client.ask(TestHttp2Client::post(), std::string(50'000, 'x'));
  ASSERT_TRUE(pump());
  EXPECT_EQ(client.heard(id).status, 413);
  EXPECT_EQ(client.heard(id).error, 0u) << "no reset while the client sends";
  EXPECT_TRUE(client.heard(id).closed);
  EXPECT_TRUE(served.empty());
}

TEST_F(Http2SessionTest, HeadsOverTheLimitsAre431) {
  auto many = TestHttp2Client::get();
  for (int i = 0; i < 101; ++i) many.emplace_back("x-" + std::to_string(i), "1");
  auto longest = TestHttp2Client::get();
  longest.emplace_back("x-long", std::string(8 * 1024 + 1, 'x'));
  const auto first = client.ask(many);
  const auto second = client.ask(longest);
  ASSERT_TRUE(pump());
  EXPECT_EQ(client.heard(first).status, 431);
  EXPECT_EQ(client.heard(second).status, 431);
  EXPECT_TRUE(served.empty());
}

TEST_F(Http2SessionTest, HeadsThatBreakTheRulesAreNeverServed) {
  const auto with = [](std::string name, std::string value) {
    auto fields = TestHttp2Client::get();
    fields.emplace_back(std::move(name), std::move(value));
    return fields;
  };
  auto two_hosts = with("host", "other.example");
  auto strange_host = TestHttp2Client::get();
  strange_host[2].second = "a:port";
  auto without_path = TestHttp2Client::get();
  without_path.pop_back();
  auto nowhere = TestHttp2Client::get();
  nowhere.erase(nowhere.begin() + 2);
  auto without_method = TestHttp2Client::get();
  without_method.erase(without_method.begin());
  auto without_scheme = TestHttp2Client::get();
  without_scheme.erase(without_scheme.begin() + 1);
  const TestHttp2Client::Fields connect = {{":method", "CONNECT"}, {":authority", "a.example:1"}};
  auto late_pseudo = TestHttp2Client::get();
  late_pseudo.insert(late_pseudo.begin(), {"x-first", "1"});
  for (const auto& wrong :
       {with("connection", "close"), with("transfer-encoding", "chunked"), with("te", "gzip"),
        with("x", "a\nb"), with(":unknown", "1"), with(":path", "/twice"), with("keep-alive", "1"),
        with("proxy-connection", "close"), with("upgrade", "h2c"), with(":status", "200"),
        with("content-length", "x"), strange_host, two_hosts, without_path, nowhere, without_method,
        without_scheme, connect, late_pseudo}) {
    const auto id = client.ask(wrong);
    ASSERT_TRUE(pump());
    const bool refused = client.heard(id).status == 400;
    const bool reset = client.heard(id).error == NGHTTP2_PROTOCOL_ERROR;
    EXPECT_TRUE(refused || reset) << wrong.back().first << " " << client.heard(id).status;
    EXPECT_FALSE(served.contains(id));
  }
  const auto good = client.ask(with("te", "trailers"));
  ASSERT_TRUE(pump());
  EXPECT_TRUE(served.contains(good)) << "the connection goes on";
}

TEST_F(Http2SessionTest, ANameInUpperCaseResetsTheStream) {
  ASSERT_TRUE(session.feed(client.output()));
  // GET, https, /, and then a name that nghttp2's client would not send.
  const std::string head = std::string("\x82\x87\x84\x41\x01", 5) + "x" +
                           std::string("\x00\x01", 2) + "X" + "\x01" + "1";
  EXPECT_TRUE(session.feed(frame(NGHTTP2_HEADERS, 5, 1, head)));
  EXPECT_TRUE(served.empty());
  EXPECT_TRUE(session.feed(frame(NGHTTP2_HEADERS, 5, 3, head.substr(0, 6))));
  EXPECT_TRUE(served.contains(3)) << "without it, the same is good";
}

TEST_F(Http2SessionTest, AStreamThatIsResetWhileItWaitsIsForgotten) {
  const auto id = client.ask(TestHttp2Client::post(), "x");
  pump();
  client.reset(id);
  ASSERT_TRUE(pump());
  EXPECT_TRUE(told.empty());
  EXPECT_FALSE(session.answer(id, text("late")));
  const auto next = client.ask(TestHttp2Client::post(), "y");
  ASSERT_TRUE(pump());
  EXPECT_TRUE(served.contains(next));
}

TEST_F(Http2SessionTest, AnAnswerWaitsForTheClientsWindow) {
  const auto id = client.ask(TestHttp2Client::get());
  pump();
  session.answer(id, text(std::string(200'000, 'x')));
  pump();
  EXPECT_EQ(client.heard(id).body.size(), 65535u);
  EXPECT_FALSE(client.heard(id).closed);
  EXPECT_GT(session.queued(id), 0u);
  client.open_window(0, 200'000);
  client.open_window(id, 200'000);
  pump();
  EXPECT_EQ(client.heard(id).body.size(), 200'000u);
  EXPECT_TRUE(client.heard(id).closed);
}

TEST_F(Http2SessionTest, AnswerWithTooManyFieldsIs500) {
  Response large = text("hello");
  large.fields.add("x-large", std::string(70'000, 'x'));
  for (const std::string method : {"GET", "HEAD", "POST"}) {
    const auto id = client.ask(TestHttp2Client::get("/", method));
    const auto streamed = client.ask(TestHttp2Client::get("/", method));
    ASSERT_TRUE(pump());
    EXPECT_TRUE(session.answer(id, large));
    EXPECT_FALSE(session.begin_stream(streamed, large));
    ASSERT_TRUE(pump());
    EXPECT_EQ(client.heard(id).status, 500) << method;
    EXPECT_TRUE(client.closed(id)) << method;
    EXPECT_EQ(client.heard(streamed).status, 500) << method;
    EXPECT_TRUE(client.closed(streamed)) << method;
  }
}

TEST_F(Http2SessionTest, HeadThatCannotBeSentResetsItsStreamAlone) {
  const auto head = client.ask(TestHttp2Client::get("/", "HEAD"));
  const auto good = client.ask(TestHttp2Client::get());
  ASSERT_TRUE(pump());
  today = std::string(70'000, 'x');  // Past every check.
  EXPECT_TRUE(session.answer(head, text("hello")));
  ASSERT_TRUE(pump());
  EXPECT_EQ(client.heard(head).error, std::uint32_t{NGHTTP2_INTERNAL_ERROR});
  EXPECT_TRUE(client.closed(head));
  today = "Tue, 24 Nov 2026 12:00:00 GMT";
  EXPECT_TRUE(session.answer(good, text("hello")));
  ASSERT_TRUE(pump());
  EXPECT_EQ(client.heard(good).body, "hello");
}

TEST_F(Http2SessionTest, AStreamedAnswerComesInPieces) {
  const auto id = client.ask(TestHttp2Client::get());
  pump();
  ASSERT_TRUE(session.begin_stream(id, text("one ")));
  pump();
  EXPECT_EQ(client.heard(id).body, "one ");
  ASSERT_TRUE(session.stream(id, "two "));
  pump();
  EXPECT_EQ(client.heard(id).body, "one two ");
  ASSERT_TRUE(session.end_stream(id));
  pump();
  EXPECT_TRUE(client.heard(id).closed);
  EXPECT_FALSE(session.stream(id, "more"));
}

TEST_F(Http2SessionTest, AFarewellComesInTwoSteps) {
  const auto before = client.ask(TestHttp2Client::post(), "x");
  ASSERT_TRUE(pump());
  session.say(Http2Session::Goodbye::soon);
  ASSERT_TRUE(pump());
  EXPECT_EQ(client.goaway_error, std::uint32_t{NGHTTP2_NO_ERROR});
  EXPECT_EQ(client.goaways, std::vector<StreamId>{0x7FFFFFFF});
  session.say(Http2Session::Goodbye::last);
  ASSERT_TRUE(pump());
  EXPECT_EQ(client.goaways.back(), before);
  EXPECT_FALSE(session.over()) << "one stream is open still";
  session.answer(before, text("bye"));
  pump();
  EXPECT_EQ(client.heard(before).body, "bye");
}

}  // namespace
}  // namespace boomerang::http
