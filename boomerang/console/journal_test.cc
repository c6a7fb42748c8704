#include "boomerang/console/journal.h"

#include <gtest/gtest.h>

#include "boomerang/console/sample_entry.h"

namespace boomerang::console {
namespace {

using namespace std::chrono_literals;

struct JournalTest : testing::Test {
  void accept(std::uint64_t number) {
    journal.add(TopicKind::requests, sample_entry(encode(sample_event(number))), routes);
  }
  void decide(std::uint64_t number, int status) {
    Outcome outcome = sample_outcome(sample_event(number), "Decided");
    outcome.status = status;
    journal.add(TopicKind::outcomes, sample_entry(encode(outcome)), routes);
  }
  Snapshot show(const Filter& filter = {}, WallTime now = sample_time) {
    return journal.snapshot(filter, now);
  }

  const WatchedRoutes routes;
  Journal journal{5};
};

TEST_F(JournalTest, NewestIsFirst) {
  for (const std::uint64_t number : {2u, 1u, 3u}) accept(number);
  const auto shown = show();
  ASSERT_EQ(shown.newest.size(), 3u);
  EXPECT_EQ(shown.newest[0].id(), sample_event(3).id);
  EXPECT_EQ(shown.newest[2].id(), sample_event(1).id);
  EXPECT_EQ(shown.since, sample_event(1).time);
}

TEST_F(JournalTest, OldestIsForgottenForANewOne) {
  for (std::uint64_t number = 1; number <= 7; ++number) accept(number);
  EXPECT_EQ(show().kept, 5u);
  EXPECT_FALSE(journal.find(sample_event(2).id));
  EXPECT_TRUE(journal.find(sample_event(3).id));
}

TEST_F(JournalTest, CountsAreOfAllThatAreKept) {
  for (std::uint64_t number = 1; number <= 5; ++number) accept(number);
  decide(1, 201);
  decide(2, 409);
  decide(3, 500);
  const auto shown = show({.state = State::waiting, .limit = 1}, sample_event(4).time + 5s + 500us);
  EXPECT_EQ(shown.counts, (std::array<std::size_t, 5>{1, 1, 1, 1, 1}));
  EXPECT_EQ(shown.matched, 1u);
  EXPECT_EQ(shown.newest.at(0).id(), sample_event(5).id);
}

TEST_F(JournalTest, LimitIsForWhatMatches) {
  for (std::uint64_t number = 1; number <= 5; ++number) accept(number);
  const auto shown = show({.text = "?n=", .limit = 2});
  EXPECT_EQ(shown.matched, 5u);
  EXPECT_EQ(shown.newest.size(), 2u);
  EXPECT_EQ(show({.text = "?n=4"}).matched, 1u);
}

TEST_F(JournalTest, OutcomeAloneIsNotShownUntilItsEventComes) {
  decide(1, 201);
  EXPECT_EQ(show().kept, 0u);
  accept(1);
  EXPECT_EQ(show().counts[static_cast<std::size_t>(State::succeeded)], 1u);
}

TEST_F(JournalTest, WhatIsNoEventIsPassedOver) {
  const auto before = journal.version();
  journal.add(TopicKind::requests, sample_entry({"k", {}, "v"}), routes);
  journal.add(TopicKind::outcomes, sample_entry({"k", {}, "v"}), routes);
  journal.add(TopicKind::other, sample_entry(encode(sample_event(1))), routes);
  EXPECT_EQ(journal.version(), before);
  EXPECT_EQ(show().kept, 0u);
}

TEST_F(JournalTest, VersionChangesWithWhatIsTold) {
  const auto first = journal.version();
  accept(1);
  const auto second = journal.version();
  EXPECT_NE(first, second);
  journal.clear();
  EXPECT_NE(journal.version(), second);
  EXPECT_EQ(show().kept, 0u);
}

}  // namespace
}  // namespace boomerang::console
