#include "boomerang/http/server.h"

#include <future>
#include <set>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "boomerang/http/test_server.h"

namespace boomerang::http {
namespace {

using namespace std::chrono_literals;

const std::string get = "GET /x HTTP/1.1\r\nHost: a\r\n\r\n";

struct ServerTest : testing::Test {
  // Parks every request; `parked` tells them.
  void park_all() {
    server.serve = [this](Shard&, const Request&, Exchange exchange) { parked.add(exchange); };
  }

  void answer(Exchange exchange) {
    server.shard().post([this, exchange] { server.shard().answer(exchange, {}); });
  }

  Seen<Exchange> parked;
  TestServer server;
};

TEST_F(ServerTest, PortThatIsTakenIsBusy) {
  const SystemClock clock;
  Server::Options options;
  options.port = server->port();
  const auto second = Server::open(options, clock);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.fault().kind, FaultKind::busy);
}

TEST_F(ServerTest, AddressThatIsNotOursIsInvalid) {
  const SystemClock clock;
  Server::Options options;
  options.host = "192.0.2.1";
  options.port = 0;
  const auto opened = Server::open(options, clock);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.fault().kind, FaultKind::invalid);
}

TEST_F(ServerTest, ClosesWithoutHavingStarted) {
  server->close();
  EXPECT_TRUE(server->drain(1s));
}

TEST_F(ServerTest, WhoConnectsBeforeTheStartIsServedAfterIt) {
  TestClient client = server.client();
  ASSERT_TRUE(client.send(get));
  server.start();
  EXPECT_EQ(client.answer()->status, 200);
}

TEST_F(ServerTest, ShardsShareThePort) {
  struct Echo final : Service {
    explicit Echo(Shard& my_shard) : shard(my_shard) {}
    Verdict admit(const Request&) override { return {SIZE_MAX, std::nullopt}; }
    void serve(Request, Exchange exchange) override {
      Response response;
      response.body = std::to_string(shard.index());
      shard.answer(exchange, response);
    }
    void abandon() override {}
    Shard& shard;
  };
  const SystemClock clock;
  Server::Options options;
  options.port = 0;
  options.shards = 2;
  auto opened = Server::open(options, clock);
  ASSERT_TRUE(opened);
  (*opened)->start([](Shard& shard) { return std::make_unique<Echo>(shard); });
  std::set<std::string> indexes;
  for (int i = 0; i < 2000 && indexes.size() < 2; ++i) {
    const auto answer = TestClient((*opened)->port()).ask(get);
    ASSERT_TRUE(answer);
    indexes.insert(answer->body);
  }
  EXPECT_EQ(indexes, (std::set<std::string>{"0", "1"}));
}

TEST_F(ServerTest, DrainOfAnIdleServerClosesItsConnections) {
  server.start();
  TestClient client = server.client();
  ASSERT_TRUE(client.ask(get));
  EXPECT_TRUE(server->drain(30s));
  EXPECT_TRUE(client.ended());
  EXPECT_EQ(server->connections(), 0u);
}

TEST_F(ServerTest, DrainLetsAParkedRequestFinishAndSaysClose) {
  park_all();
  server.start();
  TestClient idle = server.client();
  ASSERT_TRUE(idle.send(get));
  answer(parked.take());
  ASSERT_TRUE(idle.answer());
  TestClient client = server.client();
  ASSERT_TRUE(client.send(get + get));
  const Exchange exchange = parked.take();

  auto drained = std::async(std::launch::async, [this] { return server->drain(30s); });
  EXPECT_TRUE(idle.ended());  // So it has begun.
  answer(exchange);

  const auto answered = client.answer();
  ASSERT_TRUE(answered);
  EXPECT_EQ(answered->status, 200);
  EXPECT_EQ(answered->field("connection"), "close");
  EXPECT_TRUE(client.ended());
  client.finish();
  EXPECT_TRUE(drained.get());
}

TEST_F(ServerTest, DrainServesWhoTheKernelHadAccepted) {
  // The shard is held while clients connect and send: they are in the kernel's queue.
  Seen<int> holding;
  std::promise<void> release;
  server.start();
  server.shard().post([&, released = release.get_future().share()] {
    holding.add(1);
    released.wait();
  });
  holding.take();
  std::vector<TestClient> clients;
  for (int i = 0; i < 20; ++i) {
    clients.push_back(server.client());
    ASSERT_TRUE(clients.back().send(get));
  }
  auto drained = std::async(std::launch::async, [this] { return server->drain(30s); });
  release.set_value();
  for (TestClient& client : clients) {
    const auto answer = client.answer();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 200);
    EXPECT_TRUE(client.ended());
    client.finish();
  }
  EXPECT_TRUE(drained.get());
}

TEST_F(ServerTest, AfterTheLimitTheServiceAbandonsAndIsWrittenOut) {
  park_all();
  Exchange open;
  server.abandon = [&](Shard& shard) { shard.answer(open, problem(504, "Still under way.")); };
  server.start();
  TestClient client = server.client();
  TestClient half = server.client();
  ASSERT_TRUE(half.send("GET / HT"));
  ASSERT_TRUE(client.send(get));
  open = parked.take();
  EXPECT_FALSE(server->drain(100ms));
  EXPECT_EQ(client.answer()->status, 504);
  EXPECT_EQ(server->connections(), 0u);
}

TEST_F(ServerTest, DrainEndsThoughTheServiceAnswersNothing) {
  park_all();
  server.start();
  TestClient client = server.client();
  ASSERT_TRUE(client.send(get));
  parked.take();
  EXPECT_FALSE(server->drain(50ms));
  EXPECT_FALSE(client.answer());
}

TEST_F(ServerTest, CloseCutsWhateverIsOpen) {
  park_all();
  server.start();
  const std::string states[] = {"",
                                "GET / HT",
                                get,
                                get + get,
                                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nab",
                                "GET / HTTP/1.1\r\n\r\n"};
  std::vector<TestClient> clients;
  for (const std::string& state : states) {
    clients.push_back(server.client());
    ASSERT_TRUE(clients.back().send(state));
  }
  parked.take();
  parked.take();
  server->close();
  server->close();
  EXPECT_EQ(server->connections(), 0u);
}

TEST_F(ServerTest, CloseInterruptsADrain) {
  park_all();
  server.start();
  TestClient client = server.client();
  ASSERT_TRUE(client.send(get));
  parked.take();
  auto drained = std::async(std::launch::async, [this] { return server->drain(1h); });
  server->close();
  drained.get();
  EXPECT_EQ(server->connections(), 0u);
}

TEST_F(ServerTest, TaskPostedAfterTheEndIsDestroyedWithoutBeingRun) {
  server.start();
  server->close();
  auto token = std::make_shared<int>(1);
  bool ran = false;
  server.shard().post([&ran, token] { ran = true; });
  EXPECT_FALSE(ran);
  EXPECT_EQ(token.use_count(), 1);
}

TEST_F(ServerTest, DrainOfManyBusyConnectionsAnswersEach) {
  park_all();
  server.start();
  std::vector<TestClient> clients;
  std::vector<Exchange> exchanges;
  for (int i = 0; i < 50; ++i) {
    clients.push_back(server.client());
    ASSERT_TRUE(clients.back().send(get));
    exchanges.push_back(parked.take());
  }
  auto drained = std::async(std::launch::async, [this] { return server->drain(30s); });
  for (const Exchange exchange : exchanges) answer(exchange);
  for (TestClient& client : clients) {
    EXPECT_TRUE(client.answer());
    client.finish();
  }
  EXPECT_TRUE(drained.get());
}

}  // namespace
}  // namespace boomerang::http
