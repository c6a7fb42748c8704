// Needs a real cluster, which BOOMERANG_TEST_KAFKA names ("host:port"): the mock one has no
// administration. Without it there is nothing to run here.

#include "boomerang/broker/kafka/topic_admin.h"

#include <cstdlib>

#include <gtest/gtest.h>

#include "boomerang/base/random.h"
#include "boomerang/base/system_clock.h"
#include "boomerang/broker/kafka/admin_call.h"
#include "boomerang/broker/kafka/settings.h"

namespace boomerang::broker::kafka {
namespace {

using namespace std::chrono_literals;

struct TopicAdminTest : testing::TestWithParam<std::string> {
  TopicAdminTest() {
    options.servers = GetParam();
    SystemRandom random;
    name = "test-" + std::to_string(random.next());
    client = std::move(*make_client(Role::producer, *configure(Role::producer, options)));
  }

  Result<void> ensure(const Topic& topic) {
    return TopicAdmin(client.get(), options, clock).ensure(topic);
  }

  SystemClock clock;
  KafkaOptions options;
  std::string name;
  Client client;
};

TEST_P(TopicAdminTest, SettingsThatAreNotOursStay) {
  options.replication = 1;
  ASSERT_TRUE(ensure({name}));
  Settings theirs = describe_topics(client.get(), {name}, 5s)->at(name).its_own;
  theirs["segment.ms"] = "3600000";
  ASSERT_TRUE(replace_settings(client.get(), name, theirs, 5s));

  ASSERT_TRUE(ensure({name, 1, Durability::synced, {2h, 2000}}));

  const auto found = *describe_topics(client.get(), {name}, 5s);
  const Settings& own = found.at(name).its_own;
  EXPECT_EQ(own.at("segment.ms"), "3600000");
  EXPECT_EQ(own.at("retention.ms"), "7200000");
  EXPECT_EQ(own.at("message.timestamp.type"), "LogAppendTime");
}

TEST_P(TopicAdminTest, MoreCopiesThanThereAreBrokersIsBusy) {
  options.replication = 99;
  const auto done = ensure({name});
  ASSERT_FALSE(done);
  EXPECT_EQ(done.fault().kind, FaultKind::busy);
  EXPECT_NE(done.fault().what.find("99 copies"), std::string::npos) << done.fault().what;
}

TEST_P(TopicAdminTest, TopicWithFewerCopiesThanAreAskedForIsInvalid) {
  options.replication = 1;
  ASSERT_TRUE(ensure({name}));
  options.replication = 2;
  const auto done = ensure({name});
  ASSERT_FALSE(done);
  EXPECT_EQ(done.fault().kind, FaultKind::invalid);
  EXPECT_NE(done.fault().what.find("1 copies"), std::string::npos) << done.fault().what;
}

TEST_P(TopicAdminTest, EnsuringTwiceChangesNothing) {
  ASSERT_TRUE(ensure({name, 3}));
  const auto first = *describe_topics(client.get(), {name}, 5s);
  ASSERT_TRUE(ensure({name, 3}));
  const auto second = *describe_topics(client.get(), {name}, 5s);
  EXPECT_EQ(first.at(name).all, second.at(name).all);
}

std::vector<std::string> clusters() {
  const char* const servers = std::getenv("BOOMERANG_TEST_KAFKA");
  return servers == nullptr ? std::vector<std::string>{} : std::vector<std::string>{servers};
}

GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(TopicAdminTest);
INSTANTIATE_TEST_SUITE_P(Real, TopicAdminTest, testing::ValuesIn(clusters()),
                         [](const auto&) { return "cluster"; });

}  // namespace
}  // namespace boomerang::broker::kafka
