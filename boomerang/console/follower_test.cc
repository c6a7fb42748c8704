#include "boomerang/console/follower.h"

#include <thread>

#include <gtest/gtest.h>

#include "boomerang/base/system_clock.h"
#include "boomerang/broker/memory/memory_broker.h"
#include "boomerang/console/sample_entry.h"

namespace boomerang::console {
namespace {

using namespace std::chrono_literals;

constexpr Duration deadline = 30s;

struct FollowerTest : testing::Test {
  FollowerTest() {
    make_topic("users.requests");
    make_topic("users.outcomes");
    follower.follow(routes);
  }

  void make_topic(const std::string& name) {
    EXPECT_TRUE(log.ensure_topic({.name = name, .partitions = 2}));
  }
  void append(const std::string& topic, Record record, broker::Partition partition = 0) {
    log.append(topic, partition, std::move(record),
               [](const Result<broker::Place>& place) { EXPECT_TRUE(place); });
  }
  void accept(std::uint64_t number) { append("users.requests", encode(sample_event(number))); }

  // Looks at the journal until the condition holds.
  template <typename Condition>
  void eventually(Condition condition) {
    const Instant end = clock.now() + deadline;
    for (;;) {
      follower.look();
      if (condition(journal.snapshot({}, sample_time))) return;
      ASSERT_LT(clock.now(), end);
      std::this_thread::yield();
    }
  }

  // What the tail gives until there are so many, or it says that it is live if there are none.
  Tail::Taken take(Tail& tail, std::size_t count) {
    Tail::Taken all;
    const Instant end = clock.now() + deadline;
    do {
      auto taken = tail.take();
      all.live = taken.live;
      all.skipped += taken.skipped;
      if (!taken.fault.empty()) all.fault = taken.fault;
      for (auto& message : taken.messages) all.messages.push_back(std::move(message));
      std::this_thread::yield();
    } while (clock.now() < end && (!all.live || all.messages.size() + all.skipped < count));
    EXPECT_TRUE(all.live);
    return all;
  }

  static bool has_value(const std::string& message, const std::string& value) {
    return message.find("\"value\":\"" + value + "\"") != message.npos;
  }

  SystemClock clock;
  broker::MemoryBroker log{clock};
  Journal journal;
  Follower follower{
      {.history = 3, .look_again = 1ms, .try_again = 1ms, .patience = 200ms}, log, clock, journal};
  const std::shared_ptr<const WatchedRoutes> routes =
      std::make_shared<WatchedRoutes>(sample_routes());
};

TEST_F(FollowerTest, JournalHasWhatWasThereAndWhatComes) {
  for (std::uint64_t number = 1; number <= 5; ++number) accept(number);
  follower.start();
  eventually([](const Snapshot& shown) { return shown.kept == 3; });
  accept(6);
  append("users.outcomes", encode(sample_outcome(sample_event(6), "UserCreated")));
  eventually([](const Snapshot& shown) {
    return shown.kept == 4 && shown.counts[static_cast<std::size_t>(State::succeeded)] == 1;
  });
  EXPECT_TRUE(follower.status().live);
}

TEST_F(FollowerTest, NothingIsReadWhileNobodyLooks) {
  accept(1);
  follower.start();
  eventually([](const Snapshot& shown) { return shown.kept == 1; });
  const Instant end = clock.now() + deadline;
  while (journal.snapshot({}, sample_time).kept > 0) {
    ASSERT_LT(clock.now(), end) << "it goes on after the last look";
    std::this_thread::yield();
  }
  EXPECT_FALSE(follower.status().live);
  accept(2);
  eventually([](const Snapshot& shown) { return shown.kept == 2; });
}

TEST_F(FollowerTest, NewRoutesAreFollowedFromThen) {
  make_topic("orders.requests");
  make_topic("orders.outcomes");
  accept(1);
  append("orders.requests", encode(sample_event(7)));
  follower.start();
  eventually([](const Snapshot& shown) { return shown.kept == 1; });
  follower.follow(std::make_shared<WatchedRoutes>(
      std::vector<WatchedRoute>{{.route = {.paths = {"/orders"},
                                           .topic = "orders.requests",
                                           .outcomes_topic = "orders.outcomes"},
                                 .dead_letters_topic = "orders.dead_letters"}},
      "replies"));
  eventually([](const Snapshot& shown) {
    return shown.kept == 1 && shown.newest[0].id() == sample_event(7).id;
  });
}

TEST_F(FollowerTest, TopicThatIsMissingIsWaitedFor) {
  follower.follow(std::make_shared<WatchedRoutes>(
      std::vector<WatchedRoute>{{.route = {.paths = {"/late"},
                                           .topic = "late.requests",
                                           .outcomes_topic = "late.outcomes"},
                                 .dead_letters_topic = "late.dead_letters"}},
      "replies"));
  follower.start();
  eventually([&](const Snapshot&) { return !follower.status().faults.empty(); });
  EXPECT_FALSE(follower.status().live);
  make_topic("late.requests");
  make_topic("late.outcomes");
  append("late.requests", encode(sample_event(1)));
  eventually([](const Snapshot& shown) { return shown.kept == 1; });
  eventually([&](const Snapshot&) { return follower.status().live; });
  EXPECT_TRUE(follower.status().faults.empty());
}

TEST_F(FollowerTest, TailHasWhatComesFromThenOn) {
  append("users.requests", {"k", {}, "before"});
  follower.start();
  const auto tail = follower.tail("users.requests", {}, nullptr);
  EXPECT_TRUE(take(*tail, 0).messages.empty());
  append("users.requests", {"k", {}, "a"});
  append("users.requests", {"k", {}, "b"});
  const auto taken = take(*tail, 2);
  ASSERT_EQ(taken.messages.size(), 2u);
  EXPECT_TRUE(has_value(taken.messages[0], "a")) << taken.messages[0];
  EXPECT_TRUE(has_value(taken.messages[1], "b"));
}

TEST_F(FollowerTest, TailOfOnePartitionHasOnlyWhatIsWanted) {
  follower.start();
  const auto tail = follower.tail("users.requests", {1}, [](const broker::Entry& entry) {
    return entry.record->value != "no";
  });
  take(*tail, 0);
  append("users.requests", {"k", {}, "other"}, 0);
  append("users.requests", {"k", {}, "no"}, 1);
  append("users.requests", {"k", {}, "yes"}, 1);
  const auto taken = take(*tail, 1);
  ASSERT_EQ(taken.messages.size(), 1u);
  EXPECT_TRUE(has_value(taken.messages[0], "yes"));
}

TEST_F(FollowerTest, WhatIsNotTakenInTimeIsCounted) {
  follower.start();
  const auto tail = follower.tail("users.requests", {0}, nullptr);
  take(*tail, 0);
  // It is read after the first, a few entries in turn: by its last, the first is at its end.
  const auto last = follower.tail("users.outcomes", {0}, nullptr);
  take(*last, 0);
  for (int i = 0; i < 130; ++i) append("users.requests", {"k", {}, "v"});
  for (int turn = 0; turn < 5; ++turn) {
    append("users.outcomes", {"k", {}, "v"});
    take(*last, 1);
  }
  const auto taken = tail->take();
  EXPECT_EQ(taken.messages.size(), 100u);
  EXPECT_EQ(taken.skipped, 30u);
}

TEST_F(FollowerTest, TailOfATopicThatIsMissingSaysSo) {
  follower.start();
  const auto tail = follower.tail("lost", {}, nullptr);
  Tail::Taken taken;
  const Instant end = clock.now() + deadline;
  while (taken.fault.empty() && clock.now() < end) taken = tail->take();
  EXPECT_NE(taken.fault, "");
  EXPECT_FALSE(taken.live);
  make_topic("lost");
  EXPECT_TRUE(take(*tail, 0).live);
}

TEST_F(FollowerTest, StopEndsItWhileSomebodyLooks) {
  follower.start();
  const auto tail = follower.tail("users.requests", {}, nullptr);
  take(*tail, 0);
  follower.look();
  follower.stop();
  follower.stop();
  append("users.requests", {"k", {}, "v"});
  EXPECT_TRUE(tail->take().messages.empty());
}

}  // namespace
}  // namespace boomerang::console
