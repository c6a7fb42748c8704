#include "boomerang/gateway/status_resource.h"

#include <condition_variable>
#include <mutex>

#include <gtest/gtest.h>

#include "boomerang/base/manual_clock.h"
#include "boomerang/gateway/held_broker.h"

namespace boomerang::gateway {
namespace {

using namespace std::chrono_literals;

// A shard in the test's hand: what is posted, by whatever thread, waits for run().
class FakeShard final : public http::Shard {
 public:
  std::size_t index() const override { return 0; }
  const Clock& clock() const override { return clock_; }
  TimerWheel& wheel() override { return wheel_; }
  bool answer(http::Exchange, http::Response response) override {
    answers.push_back(std::move(response));
    return true;
  }
  bool begin_stream(http::Exchange, http::Response head) override {
    streamed = head.body;
    head_of_stream = std::move(head);
    return true;
  }
  bool stream(http::Exchange, std::string bytes) override {
    streamed += bytes;
    return true;
  }
  bool end_stream(http::Exchange) override {
    ended = true;
    return true;
  }
  void post(std::function<void()> task) override {
    const std::lock_guard lock(mutex_);
    tasks_.push_back(std::move(task));
    changed_.notify_all();
  }

  // Runs what is posted until `done()`.
  template <typename Done>
  void run_until(Done done) {
    while (!done()) {
      std::vector<std::function<void()>> tasks;
      {
        std::unique_lock lock(mutex_);
        ASSERT_TRUE(changed_.wait_for(lock, 30s, [this] { return !tasks_.empty(); }));
        tasks.swap(tasks_);
      }
      for (const auto& task : tasks) task();
    }
  }
  void advance(Duration by) {
    clock_.advance(by);
    wheel_.advance(clock_.now());
  }

  std::vector<http::Response> answers;
  std::optional<http::Response> head_of_stream;
  std::string streamed;
  bool ended = false;

 private:
  ManualClock clock_;
  TimerWheel wheel_{Instant{}, 10ms, 64};
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::function<void()>> tasks_;
};

RouteTable one_route() {
  Route route;
  route.paths = {"/users"};
  route.topic = "users.requests";
  route.outcomes_topic = "users.outcomes";
  return *RouteTable::make({route});
}

struct StatusResourceTest : testing::Test {
  ~StatusResourceTest() override {
    broker.let_pass(HeldBroker::forever);
    parts.finder.stop();
  }

  static std::shared_ptr<const Serving> serving() {
    auto made = std::make_shared<Serving>(one_route());
    made->connected = true;
    return made;
  }
  static RequestId id(std::uint64_t number) { return {number, 1}; }
  static RequestKey key(std::uint64_t number) { return {id(number), 0}; }

  void get(std::uint64_t number, std::string_view name = "", std::string_view value = "",
           broker::Partition partition = 0) {
    ticket::Ticket ticket;
    ticket.request = id(number);
    ticket.reply = {"replies", partition};
    http::Request request;
    request.method = "GET";
    request.target = std::string(StatusResource::root) + parts.seal.seal(ticket);
    if (!name.empty()) request.fields.add(name, value);
    resource.serve(request, {}, callers, tokens);
  }
  std::string field(std::string_view name, std::size_t index = 0) {
    return std::string(shard.answers.at(index).fields.find(name).value_or(""));
  }
  bool says(std::string_view text, std::size_t index = 0) {
    return shard.answers.at(index).body.find(text) != std::string::npos;
  }
  bool has_streamed(std::string_view text) {
    return shard.streamed.find(text) != std::string::npos;
  }
  static SharedEnding ending(std::uint64_t number) {
    Outcome outcome;
    outcome.request_id = id(number);
    outcome.body = "there";
    return std::make_shared<const Ending>(std::move(outcome));
  }

  HeldBroker broker;
  FakeShard shard;
  Parts parts{"/g1", *ticket::TicketSeal::with({std::string(32, 's')}), serving(), broker};
  Callers callers;
  auth::TokenCache tokens;
  StatusResource resource{parts, shard};
};

TEST_F(StatusResourceTest, PendingIsWhatWasLookedForUpToTheEndOfTheLog) {
  broker.let_pass(HeldBroker::forever);
  get(1);
  shard.run_until([&] { return !shard.answers.empty(); });
  EXPECT_EQ(shard.answers[0].status, 200);
  EXPECT_EQ(field("X-Request-State"), "pending");
}

TEST_F(StatusResourceTest, PendingIsWhatIsExpectedHere) {
  parts.known.expect(key(1), {});
  get(1);
  ASSERT_EQ(shard.answers.size(), 1u);
  EXPECT_EQ(field("X-Request-State"), "pending");
}

TEST_F(StatusResourceTest, WhatIsNotKnownAtTheEndOfTheTimeIsNotSaidToBePending) {
  get(1);
  get(1, "prefer", "wait=1");
  shard.advance(StatusResource::look_wait + 20ms);
  ASSERT_EQ(shard.answers.size(), 2u);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(shard.answers[i].status, 503);
    EXPECT_TRUE(says("/problems/log-unavailable", i));
    EXPECT_TRUE(says("The search goes on", i));
    EXPECT_EQ(field("Retry-After", i), "1");
  }
  broker.add(id(1), "there");
  broker.let_pass(HeldBroker::forever);
  while (parts.known.find(key(1)).known != KnownRequests::Known::ended) std::this_thread::yield();
  get(1);
  ASSERT_EQ(shard.answers.size(), 3u) << "what the search has found is answered at once";
  EXPECT_EQ(shard.answers[2].body, "there");
}

TEST_F(StatusResourceTest, LogThatIsAwayIsSaidToBe) {
  broker.go_away();
  broker.let_pass(HeldBroker::forever);
  get(1);
  shard.run_until([&] { return !shard.answers.empty(); });
  EXPECT_EQ(shard.answers[0].status, 503);
  EXPECT_TRUE(says("cannot be looked into"));
}

TEST_F(StatusResourceTest, StreamSaysPendingOnceThatIsKnown) {
  get(1, "accept", "text/event-stream");
  shard.advance(StatusResource::look_wait + 20ms);
  ASSERT_TRUE(shard.head_of_stream);
  EXPECT_EQ(shard.streamed, ":\n\n");
  broker.let_pass(HeldBroker::forever);
  shard.run_until([&] { return has_streamed("event: pending"); });
  broker.add(id(1), "there");
  shard.run_until([&] { return shard.ended; });
  EXPECT_TRUE(has_streamed("event: completed"));
}

TEST_F(StatusResourceTest, StreamThatCannotGoOnSaysFailed) {
  get(1, "accept", "text/event-stream");
  shard.advance(StatusResource::look_wait + 20ms);
  broker.go_away();
  broker.let_pass(HeldBroker::forever);
  shard.run_until([&] { return shard.ended; });
  EXPECT_TRUE(has_streamed("event: failed\ndata: {\"type\":\"/problems/log-unavailable\""));
  EXPECT_FALSE(has_streamed("pending"));
  EXPECT_FALSE(has_streamed("id: ")) << "whoever comes again is told what there is";
}

TEST_F(StatusResourceTest, TooManyPartitionsAreSaidToBeTooMany) {
  for (broker::Partition i = 0; i <= 16; ++i) get(1, "prefer", "wait=60", i);
  ASSERT_EQ(shard.answers.size(), 1u);
  EXPECT_EQ(shard.answers[0].status, 503);
  EXPECT_TRUE(says("/problems/too-many-waiting"));
  EXPECT_TRUE(says("being looked for"));
  EXPECT_EQ(field("Retry-After"), "1");
}

TEST_F(StatusResourceTest, ManyThatListenToOneTicketLeaveRoomForOthers) {
  broker.add(id(2), "of another");
  for (int i = 0; i < 1'500; ++i) get(1, "prefer", "wait=60");
  broker.let_pass(HeldBroker::forever);
  get(2);
  shard.run_until([&] { return !shard.answers.empty(); });
  EXPECT_EQ(shard.answers[0].body, "of another");
}

TEST_F(StatusResourceTest, VisitsAreBounded) {
  parts.known.expect(key(1), {});
  for (std::size_t i = 0; i < StatusResource::visits_max; ++i) get(1, "prefer", "wait=60");
  EXPECT_TRUE(shard.answers.empty());
  get(1, "prefer", "wait=60");
  ASSERT_EQ(shard.answers.size(), 1u);
  EXPECT_TRUE(says("/problems/too-many-waiting"));
  get(1);
  EXPECT_EQ(field("X-Request-State", 1), "pending") << "what is known at once needs no place";
}

TEST_F(StatusResourceTest, WhoWatchesWhatIsForgottenHearsOfItByTheLog) {
  broker.let_pass(HeldBroker::forever);
  parts.known.expect(key(1), {});
  get(1, "accept", "text/event-stream");
  EXPECT_TRUE(has_streamed("event: pending"));
  for (std::uint64_t i = 2; i <= 100'001; ++i) parts.known.expect(key(i), {});
  ASSERT_EQ(parts.known.find(key(1)).known, KnownRequests::Known::no);
  broker.add(id(1), "there");
  shard.run_until([&] { return shard.ended; });
  EXPECT_TRUE(has_streamed("event: completed"));
}

TEST_F(StatusResourceTest, EveryAnswerIsMarked) {
  parts.known.expect(key(1), {});
  parts.known.expect(key(2), {});
  parts.known.end(id(2), std::nullopt, ending(2));
  get(1);
  get(2);
  http::Request unknown;
  unknown.method = "GET";
  unknown.target = "/requests/x";
  resource.serve(unknown, {}, callers, tokens);
  get(1, "prefer", "wait=60");
  resource.abandon();
  broker.go_away();
  broker.let_pass(HeldBroker::forever);
  get(3);
  shard.run_until([&] { return shard.answers.size() == 5; });
  parts.known.expect(key(4), {});
  get(4, "accept", "text/event-stream");
  shard.answers.push_back(*shard.head_of_stream);

  for (const auto& answer : shard.answers) {
    int stores = 0;
    for (const auto [name, value] : answer.fields) {
      if (name == "Cache-Control") ++stores;
    }
    EXPECT_EQ(stores, 1) << answer.status;
    EXPECT_EQ(answer.fields.find("Cache-Control"), "no-store");
    EXPECT_EQ(answer.fields.find("Vary"), "Prefer, Accept, Last-Event-ID");
  }
}

}  // namespace
}  // namespace boomerang::gateway
