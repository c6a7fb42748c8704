// The part of the contract that is about groups.

#include <future>
#include <set>

#include <gmock/gmock.h>

#include "test/contract/broker_contract.h"

namespace boomerang::broker {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr Duration deadline = 30s;

struct Member {
  std::unique_ptr<Consumer> consumer;
  std::set<Partition> partitions;  // By what it was told.

  void note(const Batch& batch) {
    for (const Partition partition : batch.revoked) partitions.erase(partition);
    partitions.insert(batch.assigned.begin(), batch.assigned.end());
  }

  void read(Duration wait) {
    const auto batch = consumer->read(1, wait);
    ASSERT_TRUE(batch) << batch.fault().what;
    note(*batch);
  }
};

}  // namespace

TEST_P(BrokerContract, MemberThatIsToldItsPartitionsHasJoined) {
  make_topic("t");
  Member member{*broker_->join("g", "t"), {}};
  member.read(deadline);
  EXPECT_THAT(member.partitions, ElementsAre(0));
  EXPECT_TRUE(member.consumer->joined());
}

TEST_P(BrokerContract, CommittedOffsetIsWhereTheNextConsumerGoesOn) {
  make_topic("t");
  for (const char* value : {"a", "b", "c"}) append("t", value);
  {
    const auto first = *broker_->join("g", "t");
    std::size_t seen = 0;
    while (seen < 3) seen += first->read(3, deadline)->entries.size();
    ASSERT_TRUE(first->commit(0, 2));
  }

  const auto second = *broker_->join("g", "t");
  std::vector<Entry> entries;
  while (entries.empty()) entries = second->read(3, deadline)->entries;
  EXPECT_THAT(values_of(entries), ElementsAre("c"));

  const auto stranger = *broker_->join("h", "t");
  entries.clear();
  while (entries.empty()) entries = stranger->read(1, deadline)->entries;
  EXPECT_THAT(values_of(entries), ElementsAre("a"));
}

TEST_P(BrokerContract, MembersShareThePartitionsAndMayCommitUntilTheReadAfterTheRevocation) {
  make_topic("t", 2);
  Member first{*broker_->join("g", "t"), {}};
  first.read(deadline);
  EXPECT_THAT(first.partitions, ElementsAre(0, 1));

  Member second{*broker_->join("g", "t"), {}};
  const auto told = first.consumer->read(1, deadline);
  ASSERT_FALSE(told->revoked.empty());
  const Partition moved = told->revoked[0];
  EXPECT_THAT(second.consumer->read(1, Duration{0})->assigned, IsEmpty());
  EXPECT_TRUE(first.consumer->commit(moved, 0));
  EXPECT_EQ(second.consumer->commit(moved, 0).fault().kind, FaultKind::invalid);

  first.note(*told);
  first.read(Duration{0});
  EXPECT_EQ(first.consumer->commit(moved, 0).fault().kind, FaultKind::invalid);
  // A broker may take more from a member than it gives to the others, and then give back.
  for (int i = 0; i < 300 && (first.partitions.size() != 1 || second.partitions.size() != 1); ++i) {
    first.read(50ms);
    second.read(50ms);
  }
  ASSERT_THAT(first.partitions, SizeIs(1));
  ASSERT_THAT(second.partitions, SizeIs(1));
  EXPECT_NE(first.partitions, second.partitions);

  ASSERT_TRUE(append("t", 0, {"", {}, "0"}));
  ASSERT_TRUE(append("t", 1, {"", {}, "1"}));
  for (Member* member : {&first, &second}) {
    const auto batch = member->consumer->read(2, deadline);
    const std::string only = std::to_string(*member->partitions.begin());
    EXPECT_THAT(values_of(batch->entries), ElementsAre(only));
  }
}

TEST_P(BrokerContract, PartitionsOfAMemberThatLeavesGoToTheOthers) {
  make_topic("t", 2);
  auto first = *broker_->join("g", "t");
  ASSERT_TRUE(first->read(1, deadline));
  const auto second = *broker_->join("g", "t");
  auto waiting = std::async(std::launch::async, [&] {
    std::size_t assigned = 0;
    while (assigned < 2) {
      const auto batch = second->read(1, deadline);
      if (!batch || batch->assigned.empty()) break;
      assigned += batch->assigned.size();
    }
    return assigned;
  });
  first.reset();
  EXPECT_EQ(waiting.get(), 2u);
}

TEST_P(BrokerContract, InterruptEndsTheReadOfAConsumer) {
  make_topic("t");
  const auto consumer = *broker_->join("g", "t");
  ASSERT_TRUE(consumer->read(1, deadline));
  auto waiting = std::async(std::launch::async, [&] { return consumer->read(1, deadline); });
  consumer->interrupt();
  EXPECT_EQ(waiting.get().fault().kind, FaultKind::closed);
}

}  // namespace boomerang::broker
