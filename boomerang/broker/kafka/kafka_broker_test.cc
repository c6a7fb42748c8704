#include "boomerang/broker/kafka/kafka_broker.h"

#include <gtest/gtest.h>

#include "boomerang/base/system_clock.h"
#include "boomerang/broker/kafka/mock_cluster.h"

namespace boomerang::broker {
namespace {

using namespace std::chrono_literals;
using kafka::MockCluster;

struct KafkaBrokerTest : testing::Test {
  std::unique_ptr<KafkaBroker> open() {
    KafkaOptions options = cluster.options();
    options.call_wait_max = 300ms;
    return std::move(*KafkaBroker::open(options, clock));
  }

  SystemClock clock;
  MockCluster cluster;
};

TEST_F(KafkaBrokerTest, OptionsThatLibrdkafkaRefusesAreInvalid) {
  const auto unknown =
      KafkaBroker::open({.servers = "localhost:1", .properties = {{"nonsense", "1"}}}, clock);
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.fault().kind, FaultKind::invalid);

  const KafkaOptions no_file{
      .servers = "localhost:1",
      .properties = {{"security.protocol", "ssl"}, {"ssl.ca.location", "/no/such/file"}}};
  EXPECT_EQ(KafkaBroker::open(no_file, clock).fault().kind, FaultKind::invalid);
}

TEST_F(KafkaBrokerTest, EveryCallIsBusyWhileBrokersAreAwayAndWorksWhenTheyAreBack) {
  cluster.make_topic("t");
  cluster.take_down();
  const auto broker = open();

  EXPECT_EQ(broker->health().fault().kind, FaultKind::busy);
  EXPECT_EQ(broker->ensure_topic({"t"}).fault().kind, FaultKind::busy);
  EXPECT_EQ(broker->topics().fault().kind, FaultKind::busy);
  EXPECT_EQ(broker->range("t", 0).fault().kind, FaultKind::busy);
  EXPECT_EQ(broker->read("t", {}, End{}).fault().kind, FaultKind::busy);
  EXPECT_EQ(broker->join("g", "t").fault().kind, FaultKind::busy);

  cluster.bring_up();
  Result<Range> range = Fault{FaultKind::busy, ""};
  for (int i = 0; i < 100 && !range; ++i) range = broker->range("t", 0);
  ASSERT_TRUE(range);
  EXPECT_EQ(*range, (Range{0, 0}));
}

TEST_F(KafkaBrokerTest, OffsetsAreAskedForAgainWhenALeaderMoves) {
  cluster.make_topic("t");
  const auto broker = open();
  ASSERT_TRUE(broker->range("t", 0));
  cluster.fail(kafka::Api::list_offsets, {RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION});
  EXPECT_TRUE(broker->range("t", 0));
}

}  // namespace
}  // namespace boomerang::broker
