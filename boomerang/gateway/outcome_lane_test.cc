#include "boomerang/gateway/outcome_lane.h"

#include <gtest/gtest.h>

#include "boomerang/gateway/held_broker.h"
#include "boomerang/gateway/outcome_finder.h"
#include "boomerang/gateway/search_listener.h"

namespace boomerang::gateway {
namespace {

using namespace std::chrono_literals;
using Known = KnownRequests::Known;

struct OutcomeLaneTest : testing::Test {
  ~OutcomeLaneTest() override {
    broker.let_pass(HeldBroker::forever);
    lane.stop();
  }

  static RequestKey key(std::uint64_t number) { return {{number, 1}, 0}; }
  void fill(std::uint64_t count) {
    for (std::uint64_t i = 0; i < count; ++i) broker.add({i, 1}, "");
  }
  void listen_in_vain() {
    SearchListener listener;
    const auto number = lane.start(key(9'999), 0, listener.teller());
    ASSERT_TRUE(number);
    EXPECT_EQ(listener.news(0), SearchNews::waiting);
    lane.give_up(*number);
  }

  HeldBroker broker;
  KnownRequests known;
  OutcomeLane lane{{.kept_max = 10, .look_again = 0ms}, {"replies", 0}, broker, known};
};

TEST_F(OutcomeLaneTest, WhoComesAgainGoesOnWhereTheSearchHasCome) {
  fill(3'000);
  broker.let_pass(HeldBroker::forever);
  for (int i = 0; i < 5; ++i) listen_in_vain();
  EXPECT_EQ(broker.begun(), std::vector<broker::Offset>{0}) << "nothing is read twice";
  broker.add({9'999, 1}, "at last");
  SearchListener listener;
  ASSERT_TRUE(lane.start(key(9'999), 0, listener.teller()));
  while (known.find(key(9'999)).known != Known::ended) std::this_thread::yield();
  EXPECT_EQ(broker.begun(), std::vector<broker::Offset>{0});
}

TEST_F(OutcomeLaneTest, SearchGoesOnWhenAllWhoListenedHaveLeft) {
  fill(3'000);
  SearchListener listener;
  const auto number = lane.start(key(2'500), 0, listener.teller());
  ASSERT_TRUE(number);
  broker.let_pass(2);  // Where the log ends, and the first of what it has.
  broker.wait_for_one_held();
  lane.give_up(*number);
  EXPECT_FALSE(lane.is_idle());
  broker.let_pass(HeldBroker::forever);
  while (known.find(key(2'500)).known != Known::ended) std::this_thread::yield();
  EXPECT_EQ(broker.begun(), std::vector<broker::Offset>{0});
}

TEST_F(OutcomeLaneTest, SearchFromEarlierDoesNotMakeOneUnderWayBeginAnew) {
  fill(5'000);
  SearchListener first;
  SearchListener second;
  ASSERT_TRUE(lane.start(key(4'900), 1'000, first.teller()));
  broker.let_pass(2);
  broker.wait_for_one_held();
  ASSERT_TRUE(lane.start(key(100), 0, second.teller()));
  broker.let_pass(HeldBroker::forever);
  EXPECT_EQ(first.news(0), SearchNews::found);
  EXPECT_EQ(second.news(0), SearchNews::found);
  EXPECT_EQ(broker.begun(), (std::vector<broker::Offset>{1'000, 0}));
}

TEST_F(OutcomeLaneTest, EndIsReachedThoughTheLogGrowsAllTheTime) {
  fill(10);
  SearchListener listener;
  ASSERT_TRUE(lane.start(key(9'999), 0, listener.teller()));
  broker.let_pass(1);
  for (int i = 0; i < 3; ++i) {
    broker.wait_for_one_held();
    broker.add({100'000, 1}, "");
    broker.let_pass(1);
  }
  EXPECT_EQ(listener.news(0), SearchNews::waiting);
}

TEST_F(OutcomeLaneTest, NothingIsSaidToWaitWhileTheLogIsAway) {
  fill(10);
  broker.go_away();
  broker.let_pass(HeldBroker::forever);
  for (int i = 0; i < 2; ++i) {
    SearchListener listener;
    ASSERT_TRUE(lane.start(key(9'999), 0, listener.teller()));
    EXPECT_EQ(listener.news(0), SearchNews::broken);
  }
  EXPECT_TRUE(lane.is_idle());
}

// A lane that has to go is inside a call to the broker: nobody waits for it.
TEST(OutcomeFinderLanesTest, LaneIsLetGoWhileItsThreadIsInsideTheBroker) {
  HeldBroker broker;
  KnownRequests known;
  OutcomeFinder finder({.lanes_max = 1, .lane = {.look_again = 0ms}}, broker, known);
  SearchListener listener;
  const auto first = finder.start({{{1, 1}, 0}, {"replies", 0}, 0}, listener.teller());
  ASSERT_TRUE(first);
  broker.let_pass(1);
  EXPECT_EQ(listener.news(0), SearchNews::waiting);
  broker.wait_for_one_held();
  OutcomeFinder::give_up(*first);

  const auto second = finder.start({{{2, 1}, 0}, {"replies", 1}, 0}, listener.teller());
  EXPECT_TRUE(second);
  const auto third = finder.start({{{3, 1}, 0}, {"replies", 2}, 0}, listener.teller());
  EXPECT_EQ(third.fault().kind, FaultKind::busy);

  broker.let_pass(HeldBroker::forever);
  finder.stop();
}

}  // namespace
}  // namespace boomerang::gateway
