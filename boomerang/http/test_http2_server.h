#pragma once

// A server that parks every request, and clients of HTTP/2 for it. Time is moved by hand.

#include <stdexcept>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "boomerang/base/manual_clock.h"
#include "boomerang/http/test_http2_client.h"
#include "boomerang/http/test_server.h"

namespace boomerang::http {

// A client and its socket.
class Http2Talk {
 public:
  explicit Http2Talk(TestClient connected, std::uint32_t window = 65535)
      : http(window), wire_(std::move(connected)) {}

  // Talks until `done()`. False if the connection ends before.
  template <typename Done>
  bool until(Done done) {
    for (;;) {
      const std::string out = http.output();
      if (!out.empty() && !wire_.send(out)) return false;
      if (done()) return true;
      const auto bytes = wire_.some();
      if (!bytes) return false;
      http.input(*bytes);
    }
  }
  bool until_closed(StreamId id) {
    return until([&] { return http.closed(id); });
  }
  bool until_answered(StreamId id) {
    return until([&] { return http.heard(id).status != 0; });
  }

  // All that was sent has been read by the server, and what it had to say has come.
  bool settle() {
    const int before = http.pings_answered;
    http.ping();
    return until([&] { return http.pings_answered > before; });
  }

  // The server ends the connection, in order.
  bool ended() {
    until([] { return false; });
    return wire_.ended();
  }

  TestClient& wire() { return wire_; }

  TestHttp2Client http;

 private:
  TestClient wire_;
};

struct Http2ServerTest : testing::Test {
  using Client = TestHttp2Client;
  struct Parked {
    Request request;
    Exchange exchange;
  };

  TestServer& start() {
    server.emplace(limits, clock, tls);
    server->admit = [](const Request& head) {
      if (head.target == "/no") return Service::Verdict{0, problem(404, "Nothing here.")};
      if (head.target == "/throw") throw std::runtime_error("as the test wants");
      return Service::Verdict{SIZE_MAX, std::nullopt};
    };
    server->serve = [this](Shard& shard, Request request, Exchange exchange) {
      if (request.target == "/throw-later") throw std::runtime_error("as the test wants");
      if (request.target == "/now") {
        shard.answer(exchange, echo(request));
      } else {
        parked.add({std::move(request), exchange});
      }
    };
    return server->start();
  }

  bool answer(Exchange exchange, const std::string& body) {
    return server->on_shard([&](Shard& shard) {
      Response response;
      response.body = body;
      return shard.answer(exchange, std::move(response));
    });
  }

  // What the shard has begun is done, without a byte to the clients of the test.
  void let_it_go_on() {
    TestClient other = server->client();
    ASSERT_TRUE(other.ask("GET /now HTTP/1.1\r\nHost: a\r\n\r\n"));
  }

  Limits limits;
  ManualClock clock;
  std::optional<TlsOptions> tls;
  Seen<Parked> parked;
  std::optional<TestServer> server;
};

}  // namespace boomerang::http
