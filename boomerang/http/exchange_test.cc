// Requests that are parked and answered from elsewhere: each answer must find its own.

#include <algorithm>
#include <map>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "boomerang/base/random.h"
#include "boomerang/http/test_server.h"

namespace boomerang::http {
namespace {

std::string get(const std::string& target) {
  return "GET /" + target + " HTTP/1.1\r\nHost: a\r\n\r\n";
}

Response with_body(std::string body) {
  Response response;
  response.body = std::move(body);
  return response;
}

struct Asked {
  std::string target;
  Exchange exchange;
};

// A server that parks every request.
struct ExchangeTest : testing::Test {
  ExchangeTest() {
    server.serve = [this](Shard&, const Request& request, Exchange exchange) {
      asked.add({request.target, exchange});
    };
  }

  // Answers on the shard's thread; true if somebody was there.
  bool answer(Exchange exchange, std::string body) {
    Seen<bool> found;
    server.shard().post([&, exchange, response = with_body(std::move(body))] {
      found.add(server.shard().answer(exchange, response));
    });
    return found.take();
  }

  Seen<Asked> asked;
  TestServer server;
};

TEST_F(ExchangeTest, ParkedRequestIsAnsweredFromAnotherThread) {
  server.start();
  TestClient client = server.client();
  ASSERT_TRUE(client.send(get("a")));

  EXPECT_TRUE(answer(asked.take().exchange, "later"));
  EXPECT_EQ(client.answer()->body, "later");
}

TEST_F(ExchangeTest, OnlyTheFirstAnswerCounts) {
  server.start();
  TestClient client = server.client();
  ASSERT_TRUE(client.send(get("a")));
  const Exchange exchange = asked.take().exchange;

  EXPECT_TRUE(answer(exchange, "first"));
  EXPECT_FALSE(answer(exchange, "second"));
  EXPECT_EQ(client.answer()->body, "first");

  ASSERT_TRUE(client.send(get("b")));
  const Exchange next = asked.take().exchange;
  EXPECT_FALSE(answer(exchange, "too late"));
  EXPECT_TRUE(answer(next, "next"));
  EXPECT_EQ(client.answer()->body, "next");
}

TEST_F(ExchangeTest, NextOfAPipelineWaitsForTheAnswer) {
  server.start();
  TestClient client = server.client();
  ASSERT_TRUE(client.send(get("a") + get("b")));
  const Asked first = asked.take();
  EXPECT_EQ(first.target, "/a");

  EXPECT_TRUE(answer(first.exchange, "1"));
  const Asked second = asked.take();
  EXPECT_EQ(second.target, "/b");
  EXPECT_TRUE(answer(second.exchange, "2"));
  EXPECT_EQ(client.answer()->body, "1");
  EXPECT_EQ(client.answer()->body, "2");
}

TEST_F(ExchangeTest, AnswerDoesNotCallBackIntoTheService) {
  bool answering = false;
  Seen<bool> reentered;
  server.serve = [&](Shard&, const Request& request, Exchange exchange) {
    reentered.add(answering);
    asked.add({request.target, exchange});
  };
  server.start();
  TestClient client = server.client();
  ASSERT_TRUE(client.send(get("a") + get("b")));
  const Exchange first = asked.take().exchange;
  server.shard().post([&, first] {
    answering = true;
    server.shard().answer(first, {});
    answering = false;
  });

  EXPECT_FALSE(reentered.take());
  EXPECT_FALSE(reentered.take());
  EXPECT_TRUE(answer(asked.take().exchange, ""));
}

TEST_F(ExchangeTest, ClientThatWentAwayIsNoticedWhenItIsAnswered) {
  server.start();
  TestClient client = server.client();
  ASSERT_TRUE(client.send(get("a")));
  const Exchange exchange = asked.take().exchange;
  client.reset();

  answer(exchange, "nobody");
  EXPECT_FALSE(answer(exchange, "again"));
  TestClient other = server.client();
  ASSERT_TRUE(other.send(get("b")));
  EXPECT_TRUE(answer(asked.take().exchange, "other"));
  EXPECT_EQ(other.answer()->body, "other");
}

TEST_F(ExchangeTest, AnswerMayComeBeforeServeReturns) {
  server.serve = [this](Shard& shard, const Request&, Exchange exchange) {
    EXPECT_TRUE(shard.answer(exchange, with_body("at once")));
    EXPECT_FALSE(shard.answer(exchange, with_body("twice")));
  };
  server.start();
  TestClient client = server.client();
  for (int i = 0; i < 3; ++i) EXPECT_EQ(client.ask(get("a"))->body, "at once");
}

TEST_F(ExchangeTest, PostedTasksRunInOrder) {
  server.start();
  Seen<int> ran;
  for (int i = 0; i < 1000; ++i) server.shard().post([&ran, i] { ran.add(i); });
  for (int i = 0; i < 1000; ++i) ASSERT_EQ(ran.take(), i);
}

TEST_F(ExchangeTest, ExceptionOfATaskStopsNoOther) {
  server.start();
  Seen<int> ran;
  server.shard().post([] { throw 1; });
  server.shard().post([&] { ran.add(1); });
  EXPECT_EQ(ran.take(), 1);
}

TEST_F(ExchangeTest, TimerOfTheServiceFiresOnTheShard) {
  struct Alarm final : TimerWheel::Timer {
    void expired() override { fired.add(std::this_thread::get_id()); }
    Seen<std::thread::id> fired;
  } alarm;
  server.start();
  Seen<std::thread::id> posted;
  server.shard().post([&] {
    Shard& shard = server.shard();
    shard.wheel().arm(alarm, shard.clock().now() + std::chrono::milliseconds(20));
    posted.add(std::this_thread::get_id());
  });
  EXPECT_EQ(alarm.fired.take(), posted.take());
}

// Many pipelines at once, answered in random order from another thread. Each client must see its
// own answers, in the order in which it asked.
TEST_F(ExchangeTest, AnswersNeverReachAnotherRequest) {
  constexpr int clients = 24;
  constexpr int requests = 40;
  server.start();
  std::vector<TestClient> all;
  for (int c = 0; c < clients; ++c) {
    all.push_back(server.client());
    std::string pipeline;
    for (int r = 0; r < requests; ++r) pipeline += get(std::to_string(c) + "." + std::to_string(r));
    ASSERT_TRUE(all.back().send(pipeline));
  }

  // Every client with requests left has exactly one that is open.
  SeededRandom random(7);
  std::map<std::string, int> left;
  for (int c = 0; c < clients; ++c) left["/" + std::to_string(c)] = requests;
  std::vector<Asked> open;
  while (!left.empty()) {
    while (open.size() < (left.size() + 1) / 2) open.push_back(asked.take());
    std::swap(open[random.below(open.size())], open.back());
    const Asked one = open.back();
    open.pop_back();
    server.shard().post(
        [this, one] { server.shard().answer(one.exchange, with_body(one.target)); });
    const std::string client = one.target.substr(0, one.target.find('.'));
    if (--left[client] == 0) left.erase(client);
  }
  for (int c = 0; c < clients; ++c) {
    for (int r = 0; r < requests; ++r) {
      const auto got = all[static_cast<std::size_t>(c)].answer();
      ASSERT_TRUE(got);
      ASSERT_EQ(got->body, "/" + std::to_string(c) + "." + std::to_string(r));
    }
  }
}

}  // namespace
}  // namespace boomerang::http
