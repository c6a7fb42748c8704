#include "boomerang/gateway/outcome_finder.h"

#include <condition_variable>
#include <future>
#include <memory>
#include <mutex>

#include <gtest/gtest.h>

#include "boomerang/base/system_clock.h"
#include "boomerang/base/temp_folder.h"
#include "boomerang/broker/embedded/embedded_broker.h"
#include "boomerang/broker/memory/memory_broker.h"
#include "boomerang/event/codec.h"
#include "boomerang/gateway/search_listener.h"

namespace boomerang::gateway {
namespace {

using namespace std::chrono_literals;

constexpr auto topic = "replies";

enum class Log { memory, embedded };

struct OutcomeFinderTest : testing::TestWithParam<Log> {
  OutcomeFinderTest() { EXPECT_TRUE(broker.ensure_topic({.name = topic, .partitions = 2})); }
  ~OutcomeFinderTest() override { finder.stop(); }

  static RequestKey key(std::uint64_t number) { return {{number, 1}, 0}; }

  void append(std::uint64_t number, std::string body, broker::Partition partition = 0) {
    Outcome outcome;
    outcome.type = "Done";
    outcome.request_id = {number, 1};
    outcome.body = std::move(body);
    outcome.payload_hash = Digest{};
    append(encode(outcome), partition);
  }
  void append(Record record, broker::Partition partition) {
    std::promise<bool> appended;
    broker.append(topic, partition, std::move(record), [&](const Result<broker::Place>& place) {
      appended.set_value(static_cast<bool>(place));
    });
    ASSERT_TRUE(appended.get_future().get());
  }
  OutcomeFinder::Handle start(SearchListener& told, RequestKey sought, broker::Offset from,
                              broker::Partition partition = 0) {
    auto started = finder.start({sought, {topic, partition}, from}, told.teller());
    EXPECT_TRUE(started);
    return started ? *std::move(started) : OutcomeFinder::Handle{};
  }

  std::unique_ptr<broker::Broker> open() {
    if (GetParam() == Log::memory) return std::make_unique<broker::MemoryBroker>(clock);
    broker::EmbeddedOptions options;
    options.folder = folder.path();
    return *broker::EmbeddedBroker::open(options, clock);
  }

  SystemClock clock;
  TempFolder folder;
  const std::unique_ptr<broker::Broker> opened = open();
  broker::Broker& broker = *opened;
  KnownRequests known;
  OutcomeFinder finder{broker, known};
  SearchListener listener;
};

TEST_P(OutcomeFinderTest, FindsWhatIsThereFromThePlaceOn) {
  for (std::uint64_t i = 0; i < 10; ++i) append(i, "body " + std::to_string(i));
  start(listener, key(7), 3);
  EXPECT_EQ(listener.news(0), SearchNews::found);
  EXPECT_EQ(listener.body(), "body 7");
}

TEST_P(OutcomeFinderTest, WaitsForWhatIsNotThereYet) {
  append(1, "one");
  start(listener, key(2), 0);
  EXPECT_EQ(listener.news(0), SearchNews::waiting);
  append(2, "two");
  EXPECT_EQ(listener.news(1), SearchNews::found);
  EXPECT_EQ(listener.body(), "two");
}

TEST_P(OutcomeFinderTest, NothingBeforeThePlaceAndNoOtherPartitionIsLookedAt) {
  append(1, "too early");
  append(1, "elsewhere", 1);
  start(listener, key(1), 1);
  EXPECT_EQ(listener.news(0), SearchNews::waiting);
  append(1, "this one");
  EXPECT_EQ(listener.news(1), SearchNews::found);
  EXPECT_EQ(listener.body(), "this one");
}

TEST_P(OutcomeFinderTest, ALaterSearchIsAnsweredFromWhatHasBeenRead) {
  for (std::uint64_t i = 0; i < 10; ++i) append(i, "body " + std::to_string(i));
  start(listener, key(9), 2);
  ASSERT_EQ(listener.news(0), SearchNews::found);
  SearchListener later;
  start(later, key(4), 3);
  EXPECT_EQ(later.news(0), SearchNews::found);
  EXPECT_EQ(later.body(), "body 4");
  SearchListener earlier;
  start(earlier, key(0), 0);
  EXPECT_EQ(earlier.news(0), SearchNews::found) << "it begins anew from there";
  EXPECT_EQ(earlier.body(), "body 0");
}

TEST_P(OutcomeFinderTest, AnotherPayloadWithTheIdIsNotIt) {
  Outcome mismatch;
  mismatch.type = "RequestMismatch";
  mismatch.request_id = {5, 1};
  mismatch.payload_hash = Digest{1};
  append(encode(mismatch), 0);
  append(5, "mine");
  start(listener, key(5), 0);
  EXPECT_EQ(listener.news(0), SearchNews::found);
  EXPECT_EQ(listener.body(), "mine");
}

TEST_P(OutcomeFinderTest, AnOutcomeThatCannotBeReadIsFoundAsAFault) {
  Outcome outcome;
  outcome.type = "Done";
  outcome.request_id = {6, 1};
  Record record = encode(outcome);
  record.headers.add("http_x", "a\nb");
  append(std::move(record), 0);
  start(listener, key(6), 0);
  EXPECT_EQ(listener.news(0), SearchNews::found);
  EXPECT_EQ(listener.body(), "none");
}

TEST_P(OutcomeFinderTest, WhatTheLogHasDroppedIsGone) {
  const broker::Retention tiny{.age_max = std::chrono::hours(1), .bytes_max = 1};
  for (std::uint64_t i = 0; i < 10; ++i) append(i, std::string(1000, 'x'));
  ASSERT_TRUE(broker.ensure_topic({.name = topic, .partitions = 2, .retention = tiny}));
  append(100, "the last");
  ASSERT_GT(broker.range(topic, 0)->begin, 5);
  start(listener, key(5), 5);
  EXPECT_EQ(listener.news(0), SearchNews::gone);

  SearchListener kept;
  start(kept, key(100), 5);
  EXPECT_EQ(kept.news(0), SearchNews::found) << "what is still there is found";
}

TEST_P(OutcomeFinderTest, ATopicThatIsNotThereIsGone) {
  auto started = finder.start({key(1), {"nowhere", 0}, 0}, listener.teller());
  ASSERT_TRUE(started);
  EXPECT_EQ(listener.news(0), SearchNews::gone);
}

TEST_P(OutcomeFinderTest, WhoGivesUpIsToldNothingMore) {
  const auto given_up = start(listener, key(1), 0);
  EXPECT_EQ(listener.news(0), SearchNews::waiting);
  OutcomeFinder::give_up(given_up);
  SearchListener other;
  start(other, key(1), 0);
  append(1, "late");
  EXPECT_EQ(other.news(other.news(0) == SearchNews::waiting ? 1 : 0), SearchNews::found);
  EXPECT_EQ(listener.count(), 1u);
}

TEST_P(OutcomeFinderTest, PartitionsAreBounded) {
  OutcomeFinder small({.lanes_max = 1}, broker, known);
  SearchListener other;
  ASSERT_TRUE(small.start({key(1), {topic, 0}, 0}, listener.teller()));
  const auto refused = small.start({key(1), {topic, 1}, 0}, other.teller());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.fault().kind, FaultKind::busy);
  small.stop();
  EXPECT_EQ(small.start({key(1), {topic, 0}, 0}, other.teller()).fault().kind, FaultKind::closed);
}

TEST_P(OutcomeFinderTest, AllWhoLookForOneOutcomeAreOneSearch) {
  OutcomeFinder small({.lane = {.searches_max = 1}}, broker, known);
  std::vector<SearchListener> all(100);
  std::vector<OutcomeFinder::Handle> handles;
  for (auto& one : all) {
    auto started = small.start({key(1), {topic, 0}, 0}, one.teller());
    ASSERT_TRUE(started);
    handles.push_back(*std::move(started));
  }
  SearchListener other;
  const auto refused = small.start({key(2), {topic, 0}, 0}, other.teller());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.fault().kind, FaultKind::busy);
  for (auto& one : all) EXPECT_EQ(one.news(0), SearchNews::waiting);
  append(1, "one");
  for (auto& one : all) EXPECT_EQ(one.news(1), SearchNews::found);
  EXPECT_TRUE(small.start({key(2), {topic, 0}, 0}, other.teller())) << "its place is free";
  small.stop();
}

TEST_P(OutcomeFinderTest, PlaceOfASearchThatNobodyListensToIsGivenAway) {
  OutcomeFinder small({.lane = {.searches_max = 1}}, broker, known);
  const auto left = small.start({key(1), {topic, 0}, 0}, listener.teller());
  ASSERT_TRUE(left);
  OutcomeFinder::give_up(*left);
  SearchListener other;
  ASSERT_TRUE(small.start({key(2), {topic, 0}, 0}, other.teller()));
  EXPECT_EQ(other.news(0), SearchNews::waiting);
  small.stop();
}

TEST_P(OutcomeFinderTest, WhatIsFoundIsRemembered) {
  append(1, "one");
  start(listener, key(1), 0);
  ASSERT_EQ(listener.news(0), SearchNews::found);
  const auto found = known.find(key(1));
  ASSERT_EQ(found.known, KnownRequests::Known::ended);
  EXPECT_EQ((*found.ending)->body, "one");
}

INSTANTIATE_TEST_SUITE_P(Logs, OutcomeFinderTest, testing::Values(Log::memory, Log::embedded),
                         [](const auto& log) {
                           return log.param == Log::memory ? "memory" : "embedded";
                         });

}  // namespace
}  // namespace boomerang::gateway
