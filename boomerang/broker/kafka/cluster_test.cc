#include "boomerang/broker/kafka/cluster.h"

#include <future>
#include <vector>

#include <gtest/gtest.h>

#include "boomerang/broker/kafka/mock_cluster.h"

namespace boomerang::broker::kafka {
namespace {

using namespace std::chrono_literals;

constexpr Duration deadline = 30s;

struct ClusterTest : testing::Test {
  ClusterTest() { mock.make_topic("t", 2); }

  void open(Duration append_wait_max = deadline) {
    KafkaOptions options = mock.options();
    options.append_wait_max = append_wait_max;
    cluster = std::move(*Cluster::open(options));
  }

  std::future<Result<Place>> start_append(const std::string& value) {
    auto done = std::make_shared<std::promise<Result<Place>>>();
    cluster->producer()->append("t", 0, {"", {}, value},
                                [done](const Result<Place>& place) { done->set_value(place); });
    return done->get_future();
  }
  Result<Place> append(const std::string& value) { return start_append(value).get(); }

  // Whether it is so at last.
  template <typename Holds>
  static bool comes_true(Holds holds) {
    std::promise<void> never;
    const auto nothing = never.get_future();
    for (int i = 0; i < 3000 && !holds(); ++i) nothing.wait_for(10ms);
    return holds();
  }
  bool becomes(Link::State state) {
    return comes_true([&] { return cluster->link()->state() == state; });
  }

  MockCluster mock{2};
  std::unique_ptr<Cluster> cluster;
};

TEST_F(ClusterTest, RecordThatNoReplicaTookIsBusy) {
  open(500ms);
  mock.fail(Api::produce, std::vector(100, RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS));
  EXPECT_EQ(append("a").fault().kind, FaultKind::busy);

  mock.stop_failing(Api::produce);
  EXPECT_TRUE(append("b"));
}

TEST_F(ClusterTest, RecordThatSomeReplicasTookIsUnknown) {
  open(500ms);
  mock.fail(Api::produce, std::vector(100, RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS_AFTER_APPEND));
  EXPECT_EQ(append("a").fault().kind, FaultKind::unknown);
}

TEST_F(ClusterTest, RecordWhoseAcknowledgementDoesNotComeIsUnknown) {
  open(3s);  // Long enough to be sent, on a busy machine too.
  ASSERT_TRUE(append("a"));
  // No other answer: one that is late in front of it would keep the record from being sent.
  mock.delay_next(Api::produce, 20s);
  EXPECT_EQ(append("b").fault().kind, FaultKind::unknown);
}

TEST_F(ClusterTest, RecordThatTheBrokerRefusesIsInvalid) {
  open();
  mock.fail(Api::produce, {RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE});
  EXPECT_EQ(append("a").fault().kind, FaultKind::invalid);
}

TEST_F(ClusterTest, BrokenConnectionIsTriedAgainInOrder) {
  open();
  ASSERT_TRUE(append("first"));
  mock.fail(Api::produce, {RD_KAFKA_RESP_ERR__TRANSPORT});

  std::vector<std::future<Result<Place>>> appends;
  for (int i = 0; i < 10; ++i) appends.push_back(start_append(std::to_string(i)));

  Offset last = 0;
  for (auto& one : appends) {
    const auto place = one.get();
    ASSERT_TRUE(place);
    EXPECT_GT(place->offset, last);
    last = place->offset;
  }
}

TEST_F(ClusterTest, LeaderThatMovesIsFollowed) {
  open();
  mock.move_leader("t", 0, 1);
  EXPECT_TRUE(append("a"));
  mock.move_leader("t", 0, 2);
  EXPECT_TRUE(append("b"));
}

TEST_F(ClusterTest, AwayAppendsAreRefusedAtOnceAndGoOnWhenBrokersAreBack) {
  open();
  ASSERT_TRUE(append("a"));
  ASSERT_TRUE(becomes(Link::State::up));

  mock.take_down();
  ASSERT_TRUE(becomes(Link::State::away));
  EXPECT_EQ(start_append("b").wait_for(0s), std::future_status::ready);
  EXPECT_EQ(append("b").fault().kind, FaultKind::busy);

  mock.bring_up();
  ASSERT_TRUE(becomes(Link::State::up));
  EXPECT_TRUE(append("c"));
}

TEST_F(ClusterTest, AwayFromTheStartIsSurvived) {
  mock.take_down();
  open();
  ASSERT_TRUE(becomes(Link::State::away));

  mock.bring_up();

  ASSERT_TRUE(becomes(Link::State::up));
  EXPECT_TRUE(append("a"));
}

TEST_F(ClusterTest, ProducerThatFailsForGoodIsReplaced) {
  open();
  ASSERT_TRUE(append("a"));
  const auto failed = cluster->producer();
  mock.delay(5s);
  auto under_way = start_append("b");

  rd_kafka_test_fatal_error(failed->client(), RD_KAFKA_RESP_ERR_OUT_OF_ORDER_SEQUENCE_NUMBER, "");

  const auto lost = under_way.get();
  ASSERT_FALSE(lost);
  EXPECT_TRUE(lost.fault().kind == FaultKind::unknown || lost.fault().kind == FaultKind::busy);
  EXPECT_TRUE(comes_true([&] { return cluster->producer() != failed; }));
  mock.delay(0s);
  EXPECT_TRUE(append("c"));
  std::optional<Fault> fault;
  failed->append("t", 0, {}, [&](const Result<Place>& place) { fault = place.fault(); });
  EXPECT_EQ(fault->kind, FaultKind::busy);
}

TEST_F(ClusterTest, CloseWaitsForWhatIsUnderWay) {
  open();
  mock.delay(200ms);
  auto under_way = start_append("a");

  cluster->close();

  ASSERT_EQ(under_way.wait_for(0s), std::future_status::ready);
  EXPECT_TRUE(under_way.get());
  EXPECT_EQ(append("b").fault().kind, FaultKind::closed);
}

TEST_F(ClusterTest, CloseWithBrokersAwayEndsInTime) {
  open(500ms);
  ASSERT_TRUE(append("a"));
  mock.take_down();
  auto under_way = start_append("b");

  cluster->close();

  ASSERT_EQ(under_way.wait_for(0s), std::future_status::ready);
  EXPECT_FALSE(under_way.get());
}

}  // namespace
}  // namespace boomerang::broker::kafka
