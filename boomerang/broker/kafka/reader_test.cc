#include "boomerang/broker/kafka/reader.h"

#include <future>

#include <gtest/gtest.h>

#include "boomerang/base/system_clock.h"
#include "boomerang/broker/kafka/kafka_broker.h"
#include "boomerang/broker/kafka/mock_cluster.h"

namespace boomerang::broker::kafka {
namespace {

using namespace std::chrono_literals;

constexpr Duration deadline = 30s;

struct ReaderTest : testing::Test {
  ReaderTest() {
    cluster.make_topic("t");
    broker = std::move(*KafkaBroker::open(cluster.options(), clock));
  }

  Result<Place> append(const std::string& value) {
    auto done = std::make_shared<std::promise<Result<Place>>>();
    broker->append("t", 0, {"", {}, value},
                   [done](const Result<Place>& place) { done->set_value(place); });
    return done->get_future().get();
  }

  // The next entry, whatever happens before.
  static Entry next(Reader& reader) {
    for (int i = 0; i < 300; ++i) {
      auto entries = reader.read(1, 100ms);
      if (entries && !entries->empty()) return entries->at(0);
    }
    ADD_FAILURE() << "nothing came";
    return {0, -1, {}, std::make_shared<const Record>()};
  }

  SystemClock clock;
  MockCluster cluster;
  std::unique_ptr<KafkaBroker> broker;
};

TEST_F(ReaderTest, BrokersThatGoAwayAndComeBackMakeNoGap) {
  ASSERT_TRUE(append("a"));
  const auto reader = *broker->read("t", {}, Beginning{});
  EXPECT_EQ(next(*reader).record->value, "a");

  cluster.take_down();
  Result<std::vector<Entry>> away = std::vector<Entry>{};
  for (int i = 0; i < 300 && away; ++i) away = reader->read(1, 100ms);
  ASSERT_FALSE(away);
  EXPECT_EQ(away.fault().kind, FaultKind::busy);

  cluster.bring_up();
  while (!broker->health()) EXPECT_TRUE(reader->read(1, 100ms) || !broker->health());
  ASSERT_TRUE(append("b"));
  const Entry entry = next(*reader);
  EXPECT_EQ(entry.record->value, "b");
  EXPECT_EQ(entry.offset, 1);
}

TEST_F(ReaderTest, FailingFetchesAreTriedAgain) {
  const auto reader = *broker->read("t", {}, Beginning{});
  cluster.fail(Api::fetch, {RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION,
                            RD_KAFKA_RESP_ERR_KAFKA_STORAGE_ERROR, RD_KAFKA_RESP_ERR__TRANSPORT});
  ASSERT_TRUE(append("a"));
  EXPECT_EQ(next(*reader).record->value, "a");
}

TEST_F(ReaderTest, PositionThatRetentionHasOvertakenGoesOnAtTheOldest) {
  // The mock cluster keeps five megabytes of a partition.
  for (int i = 0; i < 8; ++i) ASSERT_TRUE(append(std::string(1'000'000, 'x')));
  const Offset begin = broker->range("t", 0)->begin;
  ASSERT_GT(begin, 0);

  const Shared shared{cluster.options(), clock, std::make_shared<Link>()};
  const auto reader = *KafkaReader::open(shared, "t", {{0, 0}}, KafkaReader::Follow::no);

  EXPECT_EQ(next(*reader).offset, begin);
}

TEST_F(ReaderTest, DestroyingAReaderDoesNotWaitForBrokersThatAreAway) {
  auto reader = *broker->read("t", {}, End{});
  cluster.take_down();
  auto destroying = std::async(std::launch::async, [&] { reader.reset(); });
  EXPECT_EQ(destroying.wait_for(deadline), std::future_status::ready);
}

}  // namespace
}  // namespace boomerang::broker::kafka
