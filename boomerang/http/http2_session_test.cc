#include "boomerang/http/http2_session.h"

#include <nghttp2/nghttp2.h>

#include <algorithm>
#include <list>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace boomerang::http {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

// What became of a stream at the client.
struct Heard {
  int status = 0;
  std::map<std::string, std::string> fields;
  std::string body;
  bool closed = false;
  std::uint32_t error = 0;
};

// A client as nghttp2 has it; a test can also send frames of its own.
class Client {
 public:
  explicit Client(std::uint32_t window = 65535) {
    nghttp2_session_callbacks* callbacks = nullptr;
    nghttp2_session_callbacks_new(&callbacks);
    nghttp2_session_callbacks_set_on_header_callback(callbacks, header);
    nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks, data);
    nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, closed);
    nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, frame);
    nghttp2_option* option = nullptr;
    nghttp2_option_new(&option);
    nghttp2_option_set_no_http_messaging(option, 1);  // So that it sends what is wrong.
    nghttp2_option_set_no_auto_window_update(option, 1);
    nghttp2_session_client_new2(&session_, callbacks, this, option);
    nghttp2_option_del(option);
    nghttp2_session_callbacks_del(callbacks);
    const nghttp2_settings_entry settings{NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, window};
    nghttp2_submit_settings(session_, NGHTTP2_FLAG_NONE, &settings, 1);
  }
  Client(const Client&) = delete;
  ~Client() { nghttp2_session_del(session_); }

  // With a body if there is one to come, which `body` gives; kept until the client is gone.
  StreamId ask(const Fields& fields, std::optional<std::string> body = std::nullopt) {
    std::vector<nghttp2_nv> all;
    for (const auto& [name, value] : fields) all.push_back(field(name, value));
    nghttp2_data_provider provider{};
    if (body) {
      bodies_.push_back({*std::move(body), 0});
      provider.source.ptr = &bodies_.back();
      provider.read_callback = read;
    }
    return nghttp2_submit_request(
        session_, nullptr, all.data(), all.size(),
        bodies_.empty() || provider.source.ptr == nullptr ? nullptr : &provider, this);
  }

  std::string output() {
    std::string out;
    const std::uint8_t* bytes = nullptr;
    for (ssize_t got = 0; (got = nghttp2_session_mem_send(session_, &bytes)) > 0;) {
      out.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(got));
    }
    return out;
  }
  void input(const std::string& bytes) {
    nghttp2_session_mem_recv(session_, reinterpret_cast<const std::uint8_t*>(bytes.data()),
                             bytes.size());
  }

  nghttp2_session* session() { return session_; }
  Heard& heard(StreamId id) { return heard_[id]; }

  std::optional<std::uint32_t> goaway;
  StreamId goaway_last = 0;

 private:
  struct Body {
    std::string text;
    std::size_t at;
  };

  static nghttp2_nv field(const std::string& name, const std::string& value) {
    const auto bytes = [](const std::string& text) {
      return reinterpret_cast<std::uint8_t*>(const_cast<char*>(text.data()));
    };
    return {bytes(name), bytes(value), name.size(), value.size(), NGHTTP2_NV_FLAG_NONE};
  }
  static Client& self(void* user) { return *static_cast<Client*>(user); }
  static ssize_t read(nghttp2_session*, StreamId, std::uint8_t* out, std::size_t size,
                      std::uint32_t* flags, nghttp2_data_source* source, void*) {
    auto& body = *static_cast<Body*>(source->ptr);
    const auto part = std::min(size, body.text.size() - body.at);
    std::copy_n(body.text.data() + body.at, part, out);
    body.at += part;
    if (body.at == body.text.size()) *flags |= NGHTTP2_DATA_FLAG_EOF;
    return static_cast<ssize_t>(part);
  }
  static int header(nghttp2_session*, const nghttp2_frame* frame, const std::uint8_t* name,
                    std::size_t name_size, const std::uint8_t* value, std::size_t value_size,
                    std::uint8_t, void* user) {
    auto& heard = self(user).heard_[frame->hd.stream_id];
    const std::string key(reinterpret_cast<const char*>(name), name_size);
    const std::string text(reinterpret_cast<const char*>(value), value_size);
    if (key == ":status") heard.status = std::stoi(text);
    heard.fields[key] = text;
    return 0;
  }
  static int data(nghttp2_session*, std::uint8_t, StreamId id, const std::uint8_t* bytes,
                  std::size_t size, void* user) {
    self(user).heard_[id].body.append(reinterpret_cast<const char*>(bytes), size);
    return 0;
  }
  static int closed(nghttp2_session*, StreamId id, std::uint32_t error, void* user) {
    self(user).heard_[id].closed = true;
    self(user).heard_[id].error = error;
    return 0;
  }
  static int frame(nghttp2_session*, const nghttp2_frame* frame, void* user) {
    if (frame->hd.type != NGHTTP2_GOAWAY) return 0;
    self(user).goaway = frame->goaway.error_code;
    self(user).goaway_last = frame->goaway.last_stream_id;
    return 0;
  }

  nghttp2_session* session_ = nullptr;
  std::map<StreamId, Heard> heard_;
  std::list<Body> bodies_;
};

struct Http2SessionTest : testing::Test, Http2Session::Handler {
  Service::Verdict admit(StreamId id, const Request& head) override {
    admitted.insert(id);
    if (head.target == "/no") return {0, problem(404, "Nothing here.")};
    return {body_bytes_max, std::nullopt};
  }
  void receiving(StreamId, std::size_t) override {}
  void serve(StreamId id, Request request) override { served[id] = std::move(request); }
  void sending(StreamId, std::size_t) override {}
  std::string_view date() override { return "Tue, 24 Nov 2026 12:00:00 GMT"; }
  void closed(StreamId id) override { EXPECT_EQ(admitted.erase(id), 1u); }

  static Fields post(const std::string& path = "/") {
    return {{":method", "POST"},
            {":scheme", "https"},
            {":authority", "example.com"},
            {":path", path},
            {"content-type", "application/json"}};
  }
  static Fields get(const std::string& method = "GET") {
    return {
        {":method", method}, {":scheme", "https"}, {":authority", "example.com"}, {":path", "/"}};
  }
  static Response text(std::string body) {
    Response response;
    response.fields.add("Content-Type", "text/plain");
    response.body = std::move(body);
    return response;
  }

  // Until neither has anything to say. False if the connection must end.
  bool pump() {
    for (;;) {
      const std::string asked = client.output();
      if (!asked.empty() && !session.feed(asked)) fed = false;
      std::string answered;
      if (!session.produce(answered, 1 << 20)) fed = false;
      client.input(answered);
      if (asked.empty() && answered.empty()) return fed;
    }
  }
  // A frame by hand.
  static std::string frame(std::uint8_t type, std::uint8_t flags, StreamId id,
                           const std::string& payload) {
    std::string bytes;
    for (const int shift : {16, 8, 0}) bytes += static_cast<char>(payload.size() >> shift);
    bytes += static_cast<char>(type);
    bytes += static_cast<char>(flags);
    for (const int shift : {24, 16, 8, 0}) bytes += static_cast<char>(id >> shift);
    return bytes + payload;
  }

  Limits limits;
  std::size_t body_bytes_max = SIZE_MAX;
  std::set<StreamId> admitted;
  std::map<StreamId, Request> served;
  bool fed = true;
  Client client;
  Http2Session session{limits, *this, "127.0.0.1"};
};

TEST_F(Http2SessionTest, ARequestWithABodyIsServedAndAnswered) {
  const auto id = client.ask(post("/users?x=1"), "{\"name\":\"Ada\"}");
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
  EXPECT_EQ(client.heard(id).fields["content-length"], "5");
  EXPECT_EQ(client.heard(id).fields["date"], "Tue, 24 Nov 2026 12:00:00 GMT");
  EXPECT_TRUE(client.heard(id).closed);
  EXPECT_EQ(client.heard(id).error, 0u);
  EXPECT_EQ(session.open(), 0u);
  EXPECT_TRUE(admitted.empty());
}

TEST_F(Http2SessionTest, StreamsAreAnsweredInAnyOrderEachWithItsOwn) {
  std::vector<StreamId> ids;
  for (int i = 0; i < 50; ++i) ids.push_back(client.ask(post(), std::to_string(i)));
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
  const auto id = client.ask(get("HEAD"));
  pump();
  session.answer(id, text("hello"));
  pump();
  EXPECT_EQ(client.heard(id).fields["content-length"], "5");
  EXPECT_EQ(client.heard(id).body, "");
  EXPECT_TRUE(client.heard(id).closed);
}

TEST_F(Http2SessionTest, ARefusalIsOfItsStreamAlone) {
  const auto refused = client.ask(post("/no"), "x");
  const auto good = client.ask(post("/yes"), "y");
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
  const auto id = client.ask(post(), std::string(50'000, 'x'));
  ASSERT_TRUE(pump());
  EXPECT_EQ(client.heard(id).status, 413);
  EXPECT_EQ(client.heard(id).error, 0u) << "no reset while the client sends";
  EXPECT_TRUE(client.heard(id).closed);
  EXPECT_TRUE(served.empty());
}

TEST_F(Http2SessionTest, HeadsOverTheLimitsAre431) {
  auto many = get();
  for (int i = 0; i < 101; ++i) many.emplace_back("x-" + std::to_string(i), "1");
  auto longest = get();
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
    auto fields = get();
    fields.emplace_back(std::move(name), std::move(value));
    return fields;
  };
  auto two_hosts = with("host", "other.example");
  auto without_path = get();
  without_path.pop_back();
  auto late_pseudo = get();
  late_pseudo.insert(late_pseudo.begin(), {"x-first", "1"});
  for (const auto& wrong : {with("connection", "close"), with("transfer-encoding", "chunked"),
                            with("te", "gzip"), with("x", "a\nb"), with(":unknown", "1"),
                            with(":path", "/twice"), two_hosts, without_path, late_pseudo}) {
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
  const auto id = client.ask(post(), "x");
  pump();
  nghttp2_submit_rst_stream(client.session(), NGHTTP2_FLAG_NONE, id, NGHTTP2_CANCEL);
  ASSERT_TRUE(pump());
  EXPECT_TRUE(admitted.empty());
  EXPECT_FALSE(session.answer(id, text("late")));
  const auto next = client.ask(post(), "y");
  ASSERT_TRUE(pump());
  EXPECT_TRUE(served.contains(next));
}

TEST_F(Http2SessionTest, AnAnswerWaitsForTheClientsWindow) {
  const auto id = client.ask(get());
  pump();
  session.answer(id, text(std::string(200'000, 'x')));
  pump();
  EXPECT_EQ(client.heard(id).body.size(), 65535u);
  EXPECT_FALSE(client.heard(id).closed);
  EXPECT_GT(session.queued(id), 0u);
  nghttp2_submit_window_update(client.session(), NGHTTP2_FLAG_NONE, 0, 200'000);
  nghttp2_submit_window_update(client.session(), NGHTTP2_FLAG_NONE, id, 200'000);
  pump();
  EXPECT_EQ(client.heard(id).body.size(), 200'000u);
  EXPECT_TRUE(client.heard(id).closed);
}

TEST_F(Http2SessionTest, AStreamedAnswerComesInPieces) {
  const auto id = client.ask(get());
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

TEST_F(Http2SessionTest, MoreStreamsThanAllowedAreRefused) {
  // The client keeps to the limit once it knows it; before, it may not know.
  std::vector<StreamId> ids;
  for (std::uint32_t i = 0; i < Http2Session::streams_max + 1; ++i)
    ids.push_back(client.ask(get()));
  pump();
  EXPECT_LE(served.size(), Http2Session::streams_max);
  EXPECT_LE(session.open(), Http2Session::streams_max);
  for (const auto id : ids) session.answer(id, text("ok"));
  ASSERT_TRUE(pump());
  for (const auto id : ids) {
    if (served.contains(id)) session.answer(id, text("ok"));
  }
  ASSERT_TRUE(pump());
  EXPECT_EQ(session.open(), 0u);
}

TEST_F(Http2SessionTest, StreamsThatAreResetAtOnceEndTheConnection) {
  bool over = false;
  for (int i = 0; i < 3'000 && !over; ++i) {
    const auto id = client.ask(get());
    std::string asked = client.output();
    nghttp2_submit_rst_stream(client.session(), NGHTTP2_FLAG_NONE, id, NGHTTP2_CANCEL);
    asked += client.output();
    over = !session.feed(asked);
    std::string answered;
    over = over || !session.produce(answered, 1 << 20);
    client.input(answered);
    over = over || client.goaway.has_value();
  }
  EXPECT_TRUE(over) << "source: CVE-2023-44487";
}

TEST_F(Http2SessionTest, BrokenFramesEndTheConnection) {
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
    Client peer;
    Http2Session wrong_one(limits, *this, "127.0.0.1");
    ASSERT_TRUE(wrong_one.feed(peer.output()));
    bool over = !wrong_one.feed(frame(type, flags, id, payload));
    std::string answered;
    over = !wrong_one.produce(answered, 1 << 20) || over;
    peer.input(answered);
    EXPECT_TRUE(over || (peer.goaway && *peer.goaway != NGHTTP2_NO_ERROR)) << what;
    EXPECT_TRUE(over || wrong_one.over()) << what;
  }
}

TEST_F(Http2SessionTest, UnknownFramesAndPrioritiesAreIgnored) {
  const auto id = client.ask(post(), "x");
  ASSERT_TRUE(pump());
  EXPECT_TRUE(session.feed(frame(0x42, 0xFF, 0, "whatever")));
  EXPECT_TRUE(session.feed(frame(NGHTTP2_PRIORITY, 0, 7, std::string(5, '\0'))));
  ASSERT_TRUE(pump());
  EXPECT_TRUE(served.contains(id));
}

TEST_F(Http2SessionTest, ABeginningThatIsNoPrefaceIsRefused) {
  EXPECT_FALSE(session.feed("POST / HTTP/1.1\r\nHost: x\r\n\r\n") && !session.over());
}

TEST_F(Http2SessionTest, AFarewellComesInTwoSteps) {
  const auto before = client.ask(post(), "x");
  ASSERT_TRUE(pump());
  session.say(Http2Session::Goodbye::soon);
  ASSERT_TRUE(pump());
  ASSERT_TRUE(client.goaway);
  EXPECT_EQ(*client.goaway, std::uint32_t{NGHTTP2_NO_ERROR});
  EXPECT_EQ(client.goaway_last, 0x7FFFFFFF);
  session.say(Http2Session::Goodbye::last);
  ASSERT_TRUE(pump());
  EXPECT_EQ(client.goaway_last, before);
  EXPECT_FALSE(session.over()) << "one stream is open still";
  session.answer(before, text("bye"));
  pump();
  EXPECT_EQ(client.heard(before).body, "bye");
}

}  // namespace
}  // namespace boomerang::http
