// Frames, right and wrong, and floods of them.

#include <nghttp2/nghttp2.h>

#include <set>
#include <string>
#include <vector>

#include "boomerang/http/test_http2_session.h"

namespace boomerang::http {
namespace {

// GET, https, / and the authority x, by the static table.
const std::string small_get("\x82\x87\x84\x41\x01x", 6);
constexpr std::uint8_t whole_request = NGHTTP2_FLAG_END_STREAM | NGHTTP2_FLAG_END_HEADERS;

struct Http2FrameTest : Http2SessionTest {
  // The streams that were reset by what is produced, with the reason.
  std::map<StreamId, std::uint32_t> resets() {
    std::string out;
    EXPECT_TRUE(session.produce(out, 1 << 20));
    std::map<StreamId, std::uint32_t> found;
    const auto number = [&](std::size_t at, int bytes) {
      std::uint32_t value = 0;
      for (int i = 0; i < bytes; ++i) {
        value = value << 8 | static_cast<unsigned char>(out[at + static_cast<std::size_t>(i)]);
      }
      return value;
    };
    for (std::size_t at = 0; at < out.size(); at += 9 + number(at, 3)) {
      if (out[at + 3] != NGHTTP2_RST_STREAM) continue;
      found[static_cast<StreamId>(number(at + 5, 4))] = number(at + 9, 4);
    }
    return found;
  }

  // Whether the connection ends by `frame`, sent again and again without reading what comes.
  bool ends_by(const std::string& bytes, int times) {
    for (int i = 0; i < times; ++i) {
      if (!session.feed(bytes)) return true;
    }
    std::string out;
    return !session.produce(out, 1 << 20) || session.over();
  }
};

TEST_F(Http2FrameTest, StreamOverTheLimitIsRefusedWhileTheClientMayNotKnowIt) {
  ASSERT_TRUE(session.feed(client.output()));
  EXPECT_TRUE(resets().empty());
  StreamId id = 1;
  for (std::uint32_t i = 0; i < Http2Session::streams_max; ++i, id += 2) {
    ASSERT_TRUE(session.feed(frame(NGHTTP2_HEADERS, whole_request, id, small_get)));
  }
  ASSERT_TRUE(session.feed(frame(NGHTTP2_HEADERS, whole_request, id, small_get)));
  EXPECT_EQ(resets(), (std::map<StreamId, std::uint32_t>{{id, NGHTTP2_REFUSED_STREAM}}));
  EXPECT_EQ(served.size(), Http2Session::streams_max);
  for (StreamId open = 1; open < id; open += 2) EXPECT_TRUE(session.answer(open, text("ok")));
  EXPECT_TRUE(resets().empty());
  EXPECT_EQ(session.open(), 0u);
  ASSERT_TRUE(session.feed(frame(NGHTTP2_HEADERS, whole_request, id + 2, small_get)));
  EXPECT_TRUE(served.contains(id + 2));
}

TEST_F(Http2FrameTest, StreamOverTheLimitThatTheClientKnowsEndsTheConnection) {
  ASSERT_TRUE(pump());
  StreamId id = 1;
  for (std::uint32_t i = 0; i < Http2Session::streams_max; ++i, id += 2) {
    ASSERT_TRUE(session.feed(frame(NGHTTP2_HEADERS, whole_request, id, small_get)));
  }
  EXPECT_TRUE(ends_by(frame(NGHTTP2_HEADERS, whole_request, id, small_get), 1));
  EXPECT_EQ(served.size(), Http2Session::streams_max);
}

TEST_F(Http2FrameTest, SettingsAndPingsAreAnswered) {
  client.ping();
  ASSERT_TRUE(pump());
  EXPECT_EQ(client.pings_answered, 1);
  ASSERT_TRUE(session.feed(frame(NGHTTP2_SETTINGS, 0, 0, "")));
  std::string out;
  ASSERT_TRUE(session.produce(out, 1 << 20));
  EXPECT_EQ(out, frame(NGHTTP2_SETTINGS, NGHTTP2_FLAG_ACK, 0, ""));
}

TEST_F(Http2FrameTest, FloodsEndTheConnection) {
  const std::string one_setting("\0\x03\0\0\0\x64", 6);
  std::string settings;
  for (int i = 0; i < 33; ++i) settings += one_setting;
  for (const auto& [what, bytes, times] : std::vector<std::tuple<const char*, std::string, int>>{
           {"SETTINGS without taking the answers", frame(NGHTTP2_SETTINGS, 0, 0, ""), 2'000},
           {"PING without taking the answers", frame(NGHTTP2_PING, 0, 0, "12345678"), 2'000},
           {"33 entries of SETTINGS", frame(NGHTTP2_SETTINGS, 0, 0, settings), 1},
       }) {
    Http2Session flooded(limits, *this, "127.0.0.1");
    TestHttp2Client peer;
    ASSERT_TRUE(flooded.feed(peer.output()));
    bool over = false;
    for (int i = 0; i < times && !over; ++i) over = !flooded.feed(bytes);
    std::string out;
    over = !flooded.produce(out, 1 << 20) || over || flooded.over();
    EXPECT_TRUE(over) << what;
  }
}

TEST_F(Http2FrameTest, HeadInManyFramesEndsTheConnection) {
  ASSERT_TRUE(pump());
  ASSERT_TRUE(session.feed(frame(NGHTTP2_HEADERS, NGHTTP2_FLAG_END_STREAM, 1, small_get)));
  EXPECT_TRUE(session.in_head());
  EXPECT_TRUE(ends_by(frame(NGHTTP2_CONTINUATION, 0, 1, ""), 9)) << "source: CVE-2024-28182";
  EXPECT_TRUE(served.empty());
}

TEST_F(Http2FrameTest, HeadInTwoFramesIsOne) {
  ASSERT_TRUE(pump());
  ASSERT_TRUE(
      session.feed(frame(NGHTTP2_HEADERS, NGHTTP2_FLAG_END_STREAM, 1, small_get.substr(0, 2))));
  EXPECT_TRUE(session.in_head());
  ASSERT_TRUE(
      session.feed(frame(NGHTTP2_CONTINUATION, NGHTTP2_FLAG_END_HEADERS, 1, small_get.substr(2))));
  EXPECT_FALSE(session.in_head());
  EXPECT_TRUE(served.contains(1));
}

TEST_F(Http2FrameTest, WindowOfAStreamThatOverflowsResetsItAlone) {
  ASSERT_TRUE(pump());
  ASSERT_TRUE(session.feed(frame(NGHTTP2_HEADERS, whole_request, 1, small_get)));
  ASSERT_TRUE(session.feed(frame(NGHTTP2_HEADERS, whole_request, 3, small_get)));
  ASSERT_TRUE(session.feed(frame(NGHTTP2_WINDOW_UPDATE, 0, 1, std::string("\x7F\xFF\xFF\xFF", 4))));
  EXPECT_EQ(resets(), (std::map<StreamId, std::uint32_t>{{1, NGHTTP2_FLOW_CONTROL_ERROR}}));
  EXPECT_FALSE(session.answer(1, text("late")));
  EXPECT_TRUE(session.answer(3, text("fine")));
}

TEST_F(Http2FrameTest, StreamsThatAreResetAtOnceEndTheConnection) {
  bool over = false;
  for (int i = 0; i < 3'000 && !over; ++i) {
    const auto id = client.ask(TestHttp2Client::get());
    std::string asked = client.output();
    client.reset(id);
    asked += client.output();
    over = !session.feed(asked);
    std::string answered;
    over = over || !session.produce(answered, 1 << 20);
    client.input(answered);
    over = over || client.goaway_error.has_value();
  }
  EXPECT_TRUE(over) << "source: CVE-2023-44487";
}

TEST_F(Http2FrameTest, BrokenFramesEndTheConnection) {
  struct Wrong {
    const char* what;
    std::uint8_t type, flags;
    StreamId id;
    std::string payload;
  };
  const std::string too_much("\x7F\xFF\xFF\xFF", 4);
  for (const auto& [what, type, flags, id, payload] : std::vector<Wrong>{
           {"data on stream 0", NGHTTP2_DATA, 0, 0, "x"},
           {"a head on stream 0", NGHTTP2_HEADERS, 4, 0, "\x82"},
           {"an even stream", NGHTTP2_HEADERS, 4, 2, "\x82"},
           {"a frame over 16 KiB", NGHTTP2_DATA, 0, 1, std::string(16385, 'x')},
           {"the window of the connection over 2^31-1", NGHTTP2_WINDOW_UPDATE, 0, 0, too_much},
           {"settings of a wrong size", NGHTTP2_SETTINGS, 0, 0, "12345"},
           {"a ping of a wrong size", NGHTTP2_PING, 0, 0, "1234567"},
           {"continuation of nothing", NGHTTP2_CONTINUATION, 4, 1, "\x82"},
           {"a head that is no HPACK", NGHTTP2_HEADERS, 5, 1, "\xFF\xFF\xFF\xFF\xFF\xFF\xFF"},
           {"a push of a client", NGHTTP2_PUSH_PROMISE, 4, 1, std::string(4, '\0')},
       }) {
    TestHttp2Client peer;
    Http2Session wrong_one(limits, *this, "127.0.0.1");
    ASSERT_TRUE(wrong_one.feed(peer.output()));
    bool over = !wrong_one.feed(frame(type, flags, id, payload));
    std::string answered;
    over = !wrong_one.produce(answered, 1 << 20) || over;
    peer.input(answered);
    EXPECT_TRUE(over || (peer.goaway_error && *peer.goaway_error != NGHTTP2_NO_ERROR)) << what;
    EXPECT_TRUE(over || wrong_one.over()) << what;
  }
}

TEST_F(Http2FrameTest, StreamThatWasPassedOverEndsTheConnection) {
  ASSERT_TRUE(pump());
  ASSERT_TRUE(session.feed(frame(NGHTTP2_HEADERS, whole_request, 5, small_get)));
  EXPECT_TRUE(session.answer(5, text("ok")));
  std::string out;
  ASSERT_TRUE(session.produce(out, 1 << 20));
  EXPECT_FALSE(session.over());
  session.feed(frame(NGHTTP2_HEADERS, whole_request, 3, small_get));
  out.clear();
  session.produce(out, 1 << 20);
  const std::string last_and_error("\0\0\0\x05\0\0\0\x01", 8);  // PROTOCOL_ERROR
  EXPECT_EQ(out, frame(NGHTTP2_GOAWAY, 0, 0, last_and_error));
  EXPECT_TRUE(session.over());
  EXPECT_FALSE(served.contains(3));
}

TEST_F(Http2FrameTest, UnknownFramesAndPrioritiesAreIgnored) {
  const auto id = client.ask(TestHttp2Client::post(), "x");
  ASSERT_TRUE(pump());
  EXPECT_TRUE(session.feed(frame(0x42, 0xFF, 0, "whatever")));
  EXPECT_TRUE(session.feed(frame(NGHTTP2_PRIORITY, 0, 7, std::string(5, '\0'))));
  ASSERT_TRUE(pump());
  EXPECT_TRUE(served.contains(id));
}

TEST_F(Http2FrameTest, ABeginningThatIsNoPrefaceIsRefused) {
  EXPECT_FALSE(session.feed("POST / HTTP/1.1\r\nHost: x\r\n\r\n") && !session.over());
}

}  // namespace
}  // namespace boomerang::http
