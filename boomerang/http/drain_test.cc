// A request that meets the end of its connection: answered, or an end in order, and never a reset.

#include <future>
#include <thread>

#include <gtest/gtest.h>

#include "boomerang/base/manual_clock.h"
#include "boomerang/http/test_server.h"

namespace boomerang::http {
namespace {

using namespace std::chrono_literals;

const std::string get = "GET /x HTTP/1.1\r\nHost: a\r\n\r\n";

// Time stands still but for what a test moves: a grace lasts until the test ends it.
struct DrainTest : testing::Test {
  DrainTest() {
    server.start();
    EXPECT_TRUE(client.ask(get));
    // Whoever is served after it finds it idle.
    EXPECT_TRUE(server.client().ask(get));
    while (server->connections() != 1) std::this_thread::yield();
  }

  static Limits without_end() {
    Limits limits;
    limits.requests_per_connection_max = SIZE_MAX;
    return limits;
  }

  void begin_drain() {
    drained = server.begin_drain(24h * 365);
    while (server->connections() != 1) std::this_thread::yield();
  }

  void let_time_pass_until_drained() {
    while (drained.wait_for(0s) != std::future_status::ready) {
      clock.advance(100ms);
      std::this_thread::yield();
    }
    EXPECT_TRUE(drained.get());
  }

  const Limits limits = without_end();
  ManualClock clock;
  TestServer server{limits, clock};
  TestClient client = server.client();
  std::future<bool> drained;
};

TEST_F(DrainTest, KeptConnectionMayBringALastRequest) {
  begin_drain();

  const auto answer = client.ask(get);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->field("connection"), "close");
  EXPECT_TRUE(client.ended());
  client.finish();
  EXPECT_TRUE(drained.get());
}

TEST_F(DrainTest, LastRequestMayComeInPieces) {
  begin_drain();

  ASSERT_TRUE(client.send("GET /x HTTP"));
  clock.advance(limits.drain_grace / 2);
  const auto answer = client.ask("/1.1\r\nHost: a\r\n\r\n");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
  client.finish();
  EXPECT_TRUE(drained.get());
}

TEST_F(DrainTest, RequestThatCrossesTheEndMeetsNoReset) {
  begin_drain();
  clock.advance(limits.drain_grace + 20ms);
  ASSERT_TRUE(client.ended());

  // As if it had been on its way when the server closed: sent after it, twice to see a reset.
  EXPECT_TRUE(client.send(get));
  EXPECT_TRUE(client.ended());
  EXPECT_TRUE(client.send(get));
  EXPECT_TRUE(client.ended());
  EXPECT_EQ(server->connections(), 1u);
  let_time_pass_until_drained();
}

TEST_F(DrainTest, RequestThatCrossesTheIdleEndMeetsNoReset) {
  clock.advance(limits.idle_wait + 20ms);
  ASSERT_TRUE(client.ended());
  EXPECT_TRUE(client.send(get));
  EXPECT_TRUE(client.ended());
  EXPECT_EQ(server->connections(), 1u);
  client.finish();
}

TEST_F(DrainTest, TimeThatIsOverWithoutARequestIsNoAnswerTooEarly) {
  TestClient half = server.client();
  ASSERT_TRUE(half.send("GET /x HT"));
  EXPECT_TRUE(server.client().ask(get));
  drained = server.begin_drain(1s);
  let_time_pass_until_drained();
}

TEST_F(DrainTest, ConnectionThatBringsNothingIsClosedAfterTheGrace) {
  begin_drain();
  EXPECT_EQ(server->connections(), 1u);
  let_time_pass_until_drained();
  EXPECT_TRUE(client.ended());
}

}  // namespace
}  // namespace boomerang::http
