// What a client learns whom a real cluster does not let in. Run by test/system/
// test_kafka_security.py, which says in BOOMERANG_TEST_KAFKA_REFUSAL what must be told.

#include <cstdlib>
#include <future>

#include <gtest/gtest.h>

#include "boomerang/base/system_clock.h"
#include "boomerang/broker/kafka/kafka_broker.h"
#include "test/contract/real_kafka.h"

namespace boomerang::broker {
namespace {

struct KafkaRefusalTest : testing::TestWithParam<KafkaOptions> {
  SystemClock clock;
};

TEST_P(KafkaRefusalTest, WhoIsNotLetInLearnsWhyAndAppendsNothing) {
  const std::string reason = std::getenv("BOOMERANG_TEST_KAFKA_REFUSAL");
  const auto broker = *KafkaBroker::open(GetParam(), clock);

  std::string told;
  const Instant deadline = clock.now() + std::chrono::seconds(60);
  while (told.find(reason) == std::string::npos && clock.now() < deadline) {
    EXPECT_FALSE(broker->ensure_topic({"t"}));
    const auto health = broker->health();
    ASSERT_FALSE(health);
    EXPECT_EQ(health.fault().kind, FaultKind::busy);
    told = health.fault().what;
  }
  std::promise<Result<Place>> done;
  broker->append("t", 0, {"", {}, "value"},
                 [&](const Result<Place>& place) { done.set_value(place); });

  EXPECT_NE(told.find(reason), std::string::npos) << told;
  EXPECT_EQ(done.get_future().get().fault().kind, FaultKind::busy);
}

std::vector<KafkaOptions> refused_by() {
  return std::getenv("BOOMERANG_TEST_KAFKA_REFUSAL") == nullptr ? std::vector<KafkaOptions>{}
                                                                : real_clusters();
}

GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(KafkaRefusalTest);
INSTANTIATE_TEST_SUITE_P(Real, KafkaRefusalTest, testing::ValuesIn(refused_by()),
                         [](const auto&) { return "cluster"; });

}  // namespace
}  // namespace boomerang::broker
