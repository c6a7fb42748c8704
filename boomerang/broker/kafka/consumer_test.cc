#include "boomerang/broker/kafka/consumer.h"

#include <future>

#include <gtest/gtest.h>

#include "boomerang/base/system_clock.h"
#include "boomerang/broker/kafka/kafka_broker.h"
#include "boomerang/broker/kafka/mock_cluster.h"
#include "boomerang/broker/kafka/settings.h"

namespace boomerang::broker::kafka {
namespace {

using namespace std::chrono_literals;

constexpr Duration deadline = 30s;

struct ConsumerTest : testing::Test {
  ConsumerTest() {
    cluster.make_topic("t");
    KafkaOptions options = cluster.options();
    options.properties.emplace_back("max.poll.interval.ms", "3000");
    broker = std::move(*KafkaBroker::open(options, clock));
    for (const char* value : {"a", "b", "c"}) append(value);
  }

  void append(const std::string& value) {
    std::promise<bool> done;
    broker->append("t", 0, {"", {}, value},
                   [&](const Result<Place>& place) { done.set_value(bool{place}); });
    ASSERT_TRUE(done.get_future().get());
  }

  // Reads on until partition 0 is this member's.
  static void await_assignment(Consumer& consumer) {
    for (int i = 0; i < 300; ++i) {
      const auto batch = consumer.read(1, 100ms);
      if (batch && !batch->assigned.empty()) return;
    }
    FAIL() << "the member was assigned nothing";
  }

  static std::string next(Consumer& consumer) {
    for (int i = 0; i < 300; ++i) {
      const auto batch = consumer.read(1, 100ms);
      if (batch && !batch->entries.empty()) return batch->entries[0].record->value;
    }
    return "nothing";
  }

  // What the group "g" has committed; negative if nothing.
  Offset committed() const {
    KafkaOptions options = cluster.options();
    options.properties.emplace_back("group.id", "g");
    const Client client = *make_client(Role::consumer, *configure(Role::consumer, options));
    const PartitionList list(rd_kafka_topic_partition_list_new(1));
    rd_kafka_topic_partition_list_add(list.get(), "t", 0);
    EXPECT_EQ(rd_kafka_committed(client.get(), list.get(), milliseconds(deadline)),
              RD_KAFKA_RESP_ERR_NO_ERROR);
    return list->elems[0].offset;
  }

  SystemClock clock;
  MockCluster cluster;
  std::unique_ptr<KafkaBroker> broker;
};

TEST_F(ConsumerTest, CommitThatTheCoordinatorRefusesForNowIsMadeLater) {
  {
    const auto consumer = *broker->join("g", "t");
    await_assignment(*consumer);
    cluster.fail(Api::offset_commit,
                 {RD_KAFKA_RESP_ERR_COORDINATOR_LOAD_IN_PROGRESS,
                  RD_KAFKA_RESP_ERR_NOT_COORDINATOR_FOR_GROUP, RD_KAFKA_RESP_ERR__TRANSPORT});
    EXPECT_TRUE(consumer->commit(0, 2));
  }
  EXPECT_EQ(next(**broker->join("g", "t")), "c");
}

TEST_F(ConsumerTest, CoordinatorThatGoesAwayBetweenJoiningAndReadingIsWaitedFor) {
  cluster.fail(Api::offset_fetch, std::vector(6, RD_KAFKA_RESP_ERR__TRANSPORT));
  const auto consumer = *broker->join("g", "t");
  await_assignment(*consumer);
  EXPECT_EQ(next(*consumer), "a");
}

TEST_F(ConsumerTest, LaterCommitIsNotOvertakenByAnEarlierOneThatFailed) {
  {
    const auto consumer = *broker->join("g", "t");
    await_assignment(*consumer);
    cluster.fail(Api::offset_commit, {RD_KAFKA_RESP_ERR_COORDINATOR_LOAD_IN_PROGRESS});
    EXPECT_TRUE(consumer->commit(0, 1));
    EXPECT_TRUE(consumer->commit(0, 2));
  }
  EXPECT_EQ(next(**broker->join("g", "t")), "c");
}

// As in a cooperative group that moves to its next generation while the commit is on its way. A
// member that keeps its partition does not read again what it wanted to commit.
TEST_F(ConsumerTest, CommitOfAGenerationThatIsOverIsNotForgotten) {
  const auto consumer = *broker->join("g", "t");
  await_assignment(*consumer);
  const auto read_and_commit = [](Consumer& member, Duration wait) {
    const auto batch = member.read(10, wait);
    ASSERT_TRUE(batch);
    for (const Entry& entry : batch->entries) {
      static_cast<void>(member.commit(0, entry.offset + 1));
    }
  };
  while (next(*consumer) != "c") continue;
  const auto other = *broker->join("g", "t");
  ASSERT_TRUE(consumer->read(0, 1s));  // The mock takes longer to let the other one in.

  cluster.fail(Api::offset_commit, std::vector(3, RD_KAFKA_RESP_ERR_ILLEGAL_GENERATION));
  EXPECT_TRUE(consumer->commit(0, 3));
  const Instant begun = clock.now();
  while (committed() != 3 && clock.now() < begun + deadline) {
    read_and_commit(*consumer, 100ms);
    read_and_commit(*other, 100ms);
  }
  EXPECT_EQ(committed(), 3);
}

TEST_F(ConsumerTest, FencedCommitHarmsNobodyAndTheMemberJoinsAgain) {
  const auto consumer = *broker->join("g", "t");
  await_assignment(*consumer);
  EXPECT_EQ(next(*consumer), "a");

  cluster.fail(Api::offset_commit, std::vector(1000, RD_KAFKA_RESP_ERR_ILLEGAL_GENERATION));
  cluster.fail(Api::heartbeat, {RD_KAFKA_RESP_ERR_UNKNOWN_MEMBER_ID});
  EXPECT_TRUE(consumer->commit(0, 1));

  Result<Batch> batch = Batch{};
  while (batch && batch->revoked.empty()) batch = consumer->read(1, deadline);
  ASSERT_TRUE(batch);
  EXPECT_EQ(consumer->commit(0, 1).fault().kind, FaultKind::invalid);
  await_assignment(*consumer);
  EXPECT_EQ(next(*consumer), "a");
}

// A member that is suspended for longer than max.poll.interval.ms, and wakes as a zombie.
TEST_F(ConsumerTest, MemberThatDoesNotReadForTooLongHarmsNobodyAndJoinsAgain) {
  auto stalled = *broker->join("g", "t");
  await_assignment(*stalled);
  auto other = *broker->join("g", "t");
  await_assignment(*other);

  // It cannot know yet, and may still read what it fetched before. The coordinator does know.
  static_cast<void>(stalled->commit(0, 3));
  auto batch = stalled->read(1, deadline);
  while (batch && batch->revoked.empty()) batch = stalled->read(1, deadline);

  ASSERT_TRUE(batch);
  EXPECT_EQ(batch->revoked, std::vector<Partition>{0});
  EXPECT_EQ(next(*other), "a");
  other.reset();
  await_assignment(*stalled);
  EXPECT_EQ(next(*stalled), "a");
}

TEST_F(ConsumerTest, LeavingWithBrokersAwayEndsInTime) {
  auto consumer = *broker->join("g", "t");
  await_assignment(*consumer);
  cluster.take_down();
  EXPECT_TRUE(consumer->commit(0, 1));
  auto leaving = std::async(std::launch::async, [&] { consumer.reset(); });
  EXPECT_EQ(leaving.wait_for(deadline), std::future_status::ready);
}

TEST_F(ConsumerTest, LeavingBeforeTheFirstAssignmentIsSafe) {
  for (int i = 0; i < 3; ++i) {
    const auto consumer = *broker->join("g", "t");
    EXPECT_TRUE(consumer->read(1, 0s));
  }
}

}  // namespace
}  // namespace boomerang::broker::kafka
