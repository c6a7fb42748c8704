#include "boomerang/console/console.h"

#include <gtest/gtest.h>

#include "boomerang/base/system_clock.h"
#include "boomerang/broker/memory/memory_broker.h"
#include "boomerang/console/sample_entry.h"
#include "boomerang/http/test_client.h"

namespace boomerang::console {
namespace {

using namespace std::chrono_literals;

// A console on a server of its own, which is asked over a socket.
struct ConsoleTest : testing::Test {
  ConsoleTest() {
    for (const auto* topic : {"users.requests", "users.outcomes", "users.dead_letters"}) {
      EXPECT_TRUE(log.ensure_topic({.name = topic}));
    }
    console.start();
    server->start([this](http::Shard& shard) { return console.service(shard); });
  }
  ~ConsoleTest() override {
    server->close();
    console.stop();
  }

  static http::Server::Options server_options() {
    http::Server::Options options;
    options.port = 0;
    options.shards = 1;
    return options;
  }

  void append(const std::string& topic, Record record) {
    log.append(topic, std::nullopt, std::move(record),
               [](const Result<broker::Place>& place) { EXPECT_TRUE(place); });
  }
  Event create(std::uint64_t number) {
    const Event event = sample_event(number);
    append("users.requests", encode(event));
    append("users.outcomes", encode(sample_outcome(event, "UserCreated")));
    return event;
  }

  http::TestClient sent(const std::string& target, const std::string& method = "GET",
                        const std::string& host = "localhost") {
    http::TestClient client(server->port());
    EXPECT_TRUE(client.send(method + " " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n"));
    return client;
  }
  http::TestAnswer ask(const std::string& target, const std::string& method = "GET",
                       const std::string& host = "localhost") {
    return sent(target, method, host).answer(method).value_or(http::TestAnswer{});
  }

  // The first of the events that come which has this text.
  static std::string event_with(http::TestClient& client, const std::string& text) {
    std::string unread;
    for (;;) {
      const auto chunk = client.chunk();
      if (!chunk || chunk->empty()) return "";
      unread += *chunk;
      for (auto end = unread.find("\n\n"); end != unread.npos; end = unread.find("\n\n")) {
        const auto event = unread.substr(0, end);
        unread.erase(0, end + 2);
        if (event.find(text) != event.npos) return event;
      }
    }
  }

  SystemClock clock;
  broker::MemoryBroker log{clock};
  Console console{
      {.overview = [] { return Overview{.name = "users"}; }}, sample_routes(), log, clock};
  std::unique_ptr<http::Server> server = *http::Server::open(server_options(), clock);
};

TEST_F(ConsoleTest, PagesAreServedUnderAStrictPolicy) {
  EXPECT_EQ(ask("/").field("location"), "/console/");
  EXPECT_EQ(ask("/console").field("location"), "/console/");
  const auto page = ask("/console/");
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.field("content-type"), "text/html; charset=utf-8");
  for (const auto& answer : {page, ask("/console/api/overview"), ask("/console/lost"),
                             ask("/console/", "GET", "example.com")}) {
    EXPECT_EQ(answer.field("x-content-type-options"), "nosniff") << answer.head;
    EXPECT_TRUE(answer.field("content-security-policy").starts_with("default-src 'none';"));
  }
}

TEST_F(ConsoleTest, NothingCanBeChangedNorAskedForUnderAnotherName) {
  for (const auto* method : {"POST", "DELETE", "PUT"}) {
    const auto answer = ask("/console/api/topics", method);
    EXPECT_EQ(answer.status, 405);
    EXPECT_EQ(answer.field("allow"), "GET, HEAD");
  }
  EXPECT_EQ(ask("/console/api/overview", "GET", "example.com").status, 403);
}

TEST_F(ConsoleTest, OverviewIsThatOfTheProcess) {
  const auto answer = ask("/console/api/overview");
  EXPECT_EQ(answer.field("content-type"), "application/json");
  EXPECT_EQ(answer.field("cache-control"), "no-store");
  EXPECT_TRUE(answer.body.starts_with(R"({"name":"users",)")) << answer.body;
  EXPECT_NE(answer.body.find(R"("routes":[{"name":"POST /users",)"), std::string::npos);
}

TEST_F(ConsoleTest, RequestsAreToldAsTheyCome) {
  create(1);
  auto client = sent("/console/api/requests");
  EXPECT_EQ(client.head()->field("content-type"), "text/event-stream");
  const auto first = event_with(client, R"("live":true)");
  EXPECT_TRUE(first.starts_with("event: requests\ndata: {\"kept\":1,\"matched\":1,")) << first;
  EXPECT_NE(first.find(R"("succeeded":1)"), first.npos);
  append("users.requests", encode(sample_event(2)));
  EXPECT_NE(event_with(client, R"("kept":2)").find(to_string(sample_event(2).id)),
            std::string::npos);
}

TEST_F(ConsoleTest, OnlyRequestsThatMatchAreTold) {
  create(1);
  append("users.requests", encode(sample_event(2)));
  auto client = sent("/console/api/requests?state=succeeded&text=USERCREATED&limit=5");
  ASSERT_TRUE(client.head());
  const auto told = event_with(client, R"("kept":2)");
  EXPECT_NE(told.find(R"("matched":1)"), told.npos) << told;
  EXPECT_EQ(told.find(to_string(sample_event(2).id)), told.npos);
  EXPECT_EQ(ask("/console/api/requests?state=lost").status, 400);
  EXPECT_EQ(ask("/console/api/requests?limit=501").status, 400);
}

TEST_F(ConsoleTest, RequestIsFoundByItsId) {
  const auto id = to_string(create(1).id);
  const auto answer = ask("/console/api/requests/" + id);
  EXPECT_EQ(answer.status, 200);
  EXPECT_TRUE(answer.body.starts_with("{\"id\":\"" + id + "\",\"method\":\"POST\","))
      << answer.body;
  EXPECT_NE(answer.body.find(R"("state":"succeeded","type":"UserCreated","status":201,)"),
            std::string::npos);
  const auto other = ask("/console/api/requests/" + to_string(sample_event(9).id));
  EXPECT_EQ(other.status, 404);
  EXPECT_NE(other.body.find("2 messages were looked through"), std::string::npos) << other.body;
  EXPECT_EQ(ask("/console/api/requests/1").status, 400);
}

TEST_F(ConsoleTest, TopicsHaveTheirKind) {
  create(1);
  EXPECT_EQ(ask("/console/api/topics").body,
            R"({"topics":[{"name":"users.dead_letters","kind":"dead_letters","entries":0,)"
            R"("partitions":[{"partition":0,"begin":0,"end":0}]},)"
            R"({"name":"users.outcomes","kind":"outcomes","entries":1,)"
            R"("partitions":[{"partition":0,"begin":0,"end":1}]},)"
            R"({"name":"users.requests","kind":"requests","entries":1,)"
            R"("partitions":[{"partition":0,"begin":0,"end":1}]}]})");
}

TEST_F(ConsoleTest, MessagesComeInPages) {
  for (const char c : std::string("abc")) append("users.requests", {"k", {}, {c}});
  const std::string messages = "/console/api/topics/users.requests/messages";
  const auto newest = ask(messages + "?limit=2");
  EXPECT_NE(newest.body.find(R"("value":"c")"), std::string::npos);
  EXPECT_TRUE(newest.body.ends_with(R"(],"older":"0:1","scanned":2})")) << newest.body;
  const auto oldest = ask(messages + "?limit=2&before=0%3A1");
  EXPECT_NE(oldest.body.find(R"("value":"a")"), std::string::npos);
  EXPECT_TRUE(oldest.body.ends_with(R"(],"older":null,"scanned":1})")) << oldest.body;
  const auto found = ask(messages + "?text=b&partition=0");
  EXPECT_NE(found.body.find(R"("value":"b")"), std::string::npos);
  EXPECT_EQ(found.body.find(R"("value":"a")"), std::string::npos);
}

TEST_F(ConsoleTest, WrongQuestionsAreToldWhatIsWrong) {
  const std::string topics = "/console/api/topics/";
  EXPECT_EQ(ask(topics + "lost/messages").status, 404);
  EXPECT_NE(ask(topics + "lost/messages").body.find("There is no topic lost."), std::string::npos);
  EXPECT_EQ(ask(topics + "users.requests/messages?partition=9").status, 404);
  for (const auto* query : {"?partition=x", "?limit=0", "?limit=201", "?before=1"}) {
    EXPECT_EQ(ask(topics + "users.requests/messages" + query).status, 400) << query;
  }
  EXPECT_EQ(ask(topics + "users.requests/messages/0").status, 400);
  EXPECT_EQ(ask(topics + "users.requests/tail?partition=x").status, 400);
  for (const auto* place : {"lost", "topics/users.requests", "topics/", "requests2"}) {
    EXPECT_EQ(ask(std::string("/console/api/") + place).status, 404) << place;
  }
}

TEST_F(ConsoleTest, OneMessageIsShownWhole) {
  append("users.requests", {"k", {}, std::string(10'000, 'x')});
  const std::string messages = "/console/api/topics/users%2Erequests/messages";
  EXPECT_NE(ask(messages).body.find(R"("bytes":10000,"cut":true)"), std::string::npos);
  const auto whole = ask(messages + "/0/0");
  EXPECT_NE(whole.body.find(std::string(10'000, 'x')), std::string::npos);
  EXPECT_NE(whole.body.find(R"("cut":false)"), std::string::npos);
  EXPECT_EQ(ask(messages + "/0/1").status, 404);
}

TEST_F(ConsoleTest, TailTellsWhatIsAppended) {
  auto client = sent("/console/api/topics/users.requests/tail?text=ce_");
  ASSERT_TRUE(client.head());
  EXPECT_EQ(event_with(client, R"("live":true)"),
            "event: messages\ndata: {\"messages\":[],\"skipped\":0,\"live\":true,\"fault\":null}");
  append("users.requests", {"k", {}, "not wanted"});
  const auto id = to_string(create(1).id);
  const auto told = event_with(client, id);
  EXPECT_NE(told.find(R"("offset":1,)"), told.npos) << told;
  EXPECT_EQ(told.find("not wanted"), told.npos);
}

TEST_F(ConsoleTest, TooManyWhoListenAreRefused) {
  std::vector<http::TestClient> clients;
  for (int i = 0; i < 32; ++i) {
    clients.push_back(sent("/console/api/requests"));
    ASSERT_EQ(clients.back().head()->status, 200);
  }
  const auto refused = ask("/console/api/requests");
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(refused.field("retry-after"), "5");
}

TEST_F(ConsoleTest, DrainEndsStreamsInOrder) {
  auto client = sent("/console/api/requests");
  ASSERT_TRUE(client.head());
  EXPECT_NE(event_with(client, "event: requests"), "");
  server->drain(0ms);
  EXPECT_EQ(event_with(client, "never said"), "");
}

TEST_F(ConsoleTest, LogThatIsGoneIsSaid) {
  create(1);
  log.close();
  const auto answer = ask("/console/api/topics/users.requests/messages");
  EXPECT_EQ(answer.status, 503);
  EXPECT_NE(answer.body.find("The log cannot be looked into"), std::string::npos) << answer.body;
}

TEST_F(ConsoleTest, RoutesAreReplaced) {
  console.replace({});
  EXPECT_NE(ask("/console/api/overview").body.find(R"("routes":[])"), std::string::npos);
}

}  // namespace
}  // namespace boomerang::console
