#pragma once

// A client of HTTP/2 without any I/O, as nghttp2 has it, but without its rules for heads: so that a
// test can send what is wrong. It gives no window back by itself.

#include <cstdint>
#include <list>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "boomerang/http/http2_session.h"

struct nghttp2_session;

namespace boomerang::http {

class TestHttp2Client {
 public:
  using Fields = std::vector<std::pair<std::string, std::string>>;

  // What became of a stream.
  struct Heard {
    int status = 0;
    std::map<std::string, std::string> fields;
    std::string body;
    bool closed = false;
    std::uint32_t error = 0;
  };

  // What is given for a body.
  enum class Body { whole, without_end };

  // `window` is what the server may send ahead in a stream.
  explicit TestHttp2Client(std::uint32_t window = 65535);
  TestHttp2Client(const TestHttp2Client&) = delete;
  ~TestHttp2Client();

  static Fields get(const std::string& path = "/", const std::string& method = "GET");
  static Fields post(const std::string& path = "/");

  StreamId ask(const Fields& fields);
  StreamId ask(const Fields& fields, std::string body, Body how = Body::whole,
               const Fields& trailers = {});
  void reset(StreamId id);
  void ping();
  void open_window(StreamId id, std::int32_t bytes);  // Of the connection for 0.

  // What it has to send; what has come for it.
  std::string output();
  void input(const std::string& bytes);

  const Heard& heard(StreamId id) { return heard_[id]; }
  bool closed(StreamId id) { return heard_[id].closed; }

  // The streams that each GOAWAY allows still, and what the last one says.
  std::vector<StreamId> goaways;
  std::optional<std::uint32_t> goaway_error;
  int pings_answered = 0;

 private:
  struct Source {
    std::string text;
    Body how;
    Fields trailers;
    std::size_t at = 0;
  };
  struct Callbacks;

  nghttp2_session* session_ = nullptr;
  std::map<StreamId, Heard> heard_;
  std::list<Source> bodies_;
};

}  // namespace boomerang::http
