// What a GOAWAY calls unprocessed is never carried out: a client may send it again elsewhere.

#include <nghttp2/nghttp2.h>

#include <string>
#include <vector>

#include "boomerang/http/test_http2_session.h"

namespace boomerang::http {
namespace {

// GET, https, / and the authority x, by the static table.
const std::string small_get("\x82\x87\x84\x41\x01x", 6);
constexpr std::uint8_t whole_request = NGHTTP2_FLAG_END_STREAM | NGHTTP2_FLAG_END_HEADERS;

struct Http2GoodbyeTest : Http2SessionTest {
  static std::string get(StreamId id) {
    return frame(NGHTTP2_HEADERS, whole_request, id, small_get);
  }

  // What the session has to say reaches the client.
  void hear() {
    std::string out;
    session.produce(out, 1 << 20);
    client.input(out);
  }
};

TEST_F(Http2GoodbyeTest, StreamsOfOneReadThatAreAboveTheLastAreNotServed) {
  limits.requests_per_connection_max = 3;
  std::vector<StreamId> ids;
  for (int i = 0; i < 6; ++i) ids.push_back(client.ask(TestHttp2Client::post(), "x"));

  ASSERT_TRUE(session.feed(client.output()));
  hear();

  EXPECT_EQ(client.goaways, std::vector<StreamId>{ids[2]});
  for (std::size_t i = 0; i < ids.size(); ++i) {
    EXPECT_EQ(served.contains(ids[i]), i < 3) << i;
    EXPECT_EQ(session.answer(ids[i], text("ok")), i < 3) << i;
    const std::uint32_t error = i < 3 ? NGHTTP2_NO_ERROR : NGHTTP2_REFUSED_STREAM;
    EXPECT_EQ(client.heard(ids[i]).error, error) << i;
  }
  hear();
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(client.heard(ids[i]).body, "ok");
  EXPECT_TRUE(told.empty());
  EXPECT_TRUE(session.over());
}

TEST_F(Http2GoodbyeTest, StreamThatComesBeforeTheGoawayIsSentIsNotServed) {
  ASSERT_TRUE(pump());
  const auto before = client.ask(TestHttp2Client::get());
  ASSERT_TRUE(session.feed(client.output()));
  session.say(Http2Session::Goodbye::soon);
  session.say(Http2Session::Goodbye::last);

  const auto late = client.ask(TestHttp2Client::get());
  ASSERT_TRUE(session.feed(client.output()));
  hear();

  EXPECT_TRUE(served.contains(before));
  EXPECT_FALSE(served.contains(late));
  EXPECT_EQ(client.goaways.back(), before);
  EXPECT_EQ(client.heard(late).error, std::uint32_t{NGHTTP2_REFUSED_STREAM});
}

TEST_F(Http2GoodbyeTest, ErrorAfterTheLastStreamHasTheOnlyGoaway) {
  limits.requests_per_connection_max = 2;
  ASSERT_TRUE(pump());
  const std::string data_on_no_stream = frame(NGHTTP2_DATA, 0, 0, "x");

  session.feed(get(1) + get(3) + get(5) + data_on_no_stream + get(7));
  hear();

  EXPECT_EQ(client.goaway_error, std::uint32_t{NGHTTP2_PROTOCOL_ERROR});
  ASSERT_EQ(client.goaways.size(), 1u);
  EXPECT_GE(client.goaways[0], 3);
  EXPECT_LT(client.goaways[0], 7);
  EXPECT_TRUE(served.contains(1) && served.contains(3));
  EXPECT_FALSE(served.contains(5) || served.contains(7));
  EXPECT_TRUE(session.over());
}

}  // namespace
}  // namespace boomerang::http
