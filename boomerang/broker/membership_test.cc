#include "boomerang/broker/membership.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace boomerang::broker {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct MembershipTest : testing::Test {
  MembershipTest() {
    group.grow(4);
    first = group.join();
    EXPECT_THAT(group.take_change(first).assigned, ElementsAre(0, 1, 2, 3));
  }

  Membership group;
  Membership::Member first = 0;
};

TEST_F(MembershipTest, RevokedPartitionStaysUntilTheNextRead) {
  const auto second = group.join();

  EXPECT_THAT(group.take_change(first).revoked, ElementsAre(1, 3));
  EXPECT_TRUE(group.owns(first, 1));
  EXPECT_FALSE(group.has_change(second));

  EXPECT_TRUE(group.begin_read(first));
  EXPECT_FALSE(group.owns(first, 1));
  EXPECT_THAT(group.take_change(second).assigned, ElementsAre(1, 3));
}

TEST_F(MembershipTest, MemberThatLeavesGivesAllItsPartitionsBack) {
  const auto second = group.join();
  group.take_change(first);
  group.begin_read(first);
  group.take_change(second);

  group.leave(first);

  EXPECT_THAT(group.take_change(second).assigned, ElementsAre(0, 2));
  EXPECT_FALSE(group.has_change(second));
}

TEST_F(MembershipTest, RevokedAndGivenBackIsAssignedAnew) {
  const auto second = group.join();
  group.take_change(first);
  group.leave(second);

  EXPECT_TRUE(group.begin_read(first));
  EXPECT_THAT(group.take_change(first).assigned, ElementsAre(1, 3));
}

TEST_F(MembershipTest, MoreMembersThanPartitionsLeavesSomeWithNothing) {
  for (int i = 0; i < 4; ++i) group.join();
  const auto last = group.join();
  group.take_change(first);
  group.begin_read(first);

  EXPECT_THAT(group.take_change(last).assigned, IsEmpty());
}

TEST_F(MembershipTest, AddedPartitionIsSharedOut) {
  group.grow(5);
  EXPECT_THAT(group.take_change(first).assigned, ElementsAre(4));
}

}  // namespace
}  // namespace boomerang::broker
