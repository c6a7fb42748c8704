#include "boomerang/gateway/waiting_table.h"

#include <chrono>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace boomerang::gateway {
namespace {

using namespace std::chrono_literals;

// One table of two seats, a wheel at time zero, and a list of who ran out of time.
struct WaitingTableTest : testing::Test {
  static Waiter waiter(http::Exchange exchange) {
    Waiter made;
    made.exchange = exchange;
    return made;
  }
  Instant at(Duration since) const { return Instant{} + since; }

  TimerWheel wheel{Instant{}, 10ms, 64};
  std::vector<RequestId> expired;
  WaitingTable table{wheel, 2, [this](RequestId id, const Waiter&) { expired.push_back(id); }};
};

TEST_F(WaitingTableTest, LeavingTellsWhoseSeatItWas) {
  ASSERT_TRUE(table.wait({1, 1}, at(5s), waiter({7, 3})));
  const auto left = table.leave({1, 1}, std::nullopt);
  ASSERT_EQ(left.size(), 1u);
  EXPECT_EQ(left[0].exchange, (http::Exchange{7, 3}));
  EXPECT_EQ(table.size(), 0u);
}

TEST_F(WaitingTableTest, OutcomeAfterExpiryFindsNobody) {
  ASSERT_TRUE(table.wait({1, 1}, at(5s), {}));

  wheel.advance(at(5s));

  EXPECT_EQ(expired, (std::vector<RequestId>{{1, 1}}));
  EXPECT_TRUE(table.leave({1, 1}, std::nullopt).empty());
}

TEST_F(WaitingTableTest, SecondDeliveryOfTheSameOutcomeFindsNobody) {
  ASSERT_TRUE(table.wait({1, 1}, at(5s), {}));

  EXPECT_EQ(table.leave({1, 1}, std::nullopt).size(), 1u);
  EXPECT_TRUE(table.leave({1, 1}, std::nullopt).empty());
  wheel.advance(at(10s));
  EXPECT_TRUE(expired.empty());
}

TEST_F(WaitingTableTest, FullTableRefusesTheNextAndKeepsTheRest) {
  ASSERT_TRUE(table.wait({1, 1}, at(5s), {}));
  ASSERT_TRUE(table.wait({1, 2}, at(5s), {}));

  const auto refused = table.wait({1, 3}, at(5s), {});

  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.fault().kind, FaultKind::busy);
  EXPECT_EQ(table.size(), 2u);
}

TEST_F(WaitingTableTest, ThoseWhoWaitForOneIdLeaveByPayload) {
  Waiter one = waiter({1, 0});
  Waiter other = waiter({2, 0});
  other.payload_hash[0] = 1;
  const Digest of_other = other.payload_hash;
  ASSERT_TRUE(table.wait({1, 1}, at(5s), std::move(one)));
  ASSERT_TRUE(table.wait({1, 1}, at(5s), std::move(other)));

  const auto left = table.leave({1, 1}, of_other);

  ASSERT_EQ(left.size(), 1u);
  EXPECT_EQ(left[0].exchange, (http::Exchange{2, 0}));
  EXPECT_EQ(table.leave({1, 1}, std::nullopt).size(), 1u);
}

TEST_F(WaitingTableTest, ASeatIsFoundAndLeftByItsNumber) {
  const auto first = table.wait({1, 1}, at(5s), waiter({1, 0}));
  const auto second = table.wait({1, 1}, at(6s), waiter({2, 0}));
  ASSERT_TRUE(first && second);

  table.find({1, 1}, *second)->acknowledged = true;

  EXPECT_FALSE(table.leave({1, 1}, *first)->acknowledged);
  EXPECT_EQ(table.find({1, 1}, *first), nullptr);
  EXPECT_TRUE(table.leave({1, 1}, *second)->acknowledged);
  EXPECT_TRUE(wheel.empty());
}

TEST_F(WaitingTableTest, LeaveAllEmptiesTheTableAndItsDeadlines) {
  ASSERT_TRUE(table.wait({1, 1}, at(5s), {}));
  ASSERT_TRUE(table.wait({1, 2}, at(6s), {}));

  EXPECT_EQ(table.leave_all().size(), 2u);
  EXPECT_TRUE(wheel.empty());
  EXPECT_TRUE(table.wait({1, 1}, at(7s), {}));
}

}  // namespace
}  // namespace boomerang::gateway
