#pragma once

// A session whose requests a test answers, and its client; all in one thread, without a socket.

#include <map>
#include <set>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "boomerang/http/test_http2_client.h"

namespace boomerang::http {

struct Http2SessionTest : testing::Test, Http2Session::Handler {
  using Fields = TestHttp2Client::Fields;
  using Body = TestHttp2Client::Body;

  Service::Verdict admit(StreamId id, const Request& head) override {
    told.insert(id);
    if (head.target == "/no") return {0, problem(404, "Nothing here.")};
    return {body_bytes_max, std::nullopt};
  }
  void receiving(StreamId, std::size_t) override {}
  void refused(StreamId id) override { told.insert(id); }
  void serve(StreamId id, Request request) override { served[id] = std::move(request); }
  void sending(StreamId, std::size_t) override {}
  std::string_view date() override { return today; }
  void closed(StreamId id) override { EXPECT_EQ(told.erase(id), 1u); }

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
  std::string today = "Tue, 24 Nov 2026 12:00:00 GMT";
  std::set<StreamId> told;  // Of whom closed() is still to come.
  std::map<StreamId, Request> served;
  bool fed = true;
  TestHttp2Client client;
  Http2Session session{limits, *this, "127.0.0.1"};
};

}  // namespace boomerang::http
