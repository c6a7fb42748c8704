#include "boomerang/app/needed_topics.h"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "boomerang/base/manual_clock.h"
#include "boomerang/base/temp_folder.h"
#include "boomerang/broker/embedded/embedded_broker.h"

namespace boomerang::app {
namespace {

struct NeededTopicsTest : testing::Test {
  NeededTopicsTest() {
    gateway::Route route;
    route.paths = {"/users"};
    route.topic = "users.requests";
    route.outcomes_topic = "users.outcomes";
    routes.push_back(route);
  }

  broker::Partition partitions_of(const std::string& name) {
    const auto topics = *broker.topics();
    const auto found = std::find_if(topics.begin(), topics.end(),
                                    [&](const auto& topic) { return topic.name == name; });
    return found == topics.end() ? 0 : found->partitions;
  }

  ManualClock clock;
  TempFolder folder;
  std::unique_ptr<broker::Broker> log =
      *broker::EmbeddedBroker::open({.folder = folder / "log"}, clock);
  broker::Broker& broker = *log;
  std::vector<gateway::Route> routes;
  Options options;
};

TEST_F(NeededTopicsTest, OneProcessNeedsOnePartitionEachAndNoReplies) {
  ASSERT_TRUE(make_topics(broker, routes, options));
  EXPECT_EQ(partitions_of("users.requests"), 1);
  EXPECT_EQ(partitions_of("users.outcomes"), 1);
  EXPECT_EQ(partitions_of("users.dead_letters"), 1);
  EXPECT_EQ(partitions_of("boomerang.replies"), 0);
}

TEST_F(NeededTopicsTest, ManyProcessesShareThePartitions) {
  options.broker = "kafka://localhost:9093";
  ASSERT_TRUE(make_topics(broker, routes, options));
  EXPECT_EQ(partitions_of("users.requests"), 8);
  EXPECT_EQ(partitions_of("users.outcomes"), 8);
  EXPECT_EQ(partitions_of("boomerang.replies"), 64);
}

TEST_F(NeededTopicsTest, TopicThatIsThereKeepsItsPartitionsUnlessMoreAreAskedFor) {
  options.broker = "kafka://localhost:9093";
  ASSERT_TRUE(broker.ensure_topic({.name = "users.requests", .partitions = 3}));
  ASSERT_TRUE(make_topics(broker, routes, options));
  EXPECT_EQ(partitions_of("users.requests"), 3);

  options.partitions = 5;
  ASSERT_TRUE(make_topics(broker, routes, options));
  EXPECT_EQ(partitions_of("users.requests"), 5);

  options.partitions = 2;
  EXPECT_TRUE(make_topics(broker, routes, options)) << "partitions cannot be made fewer";
  EXPECT_EQ(partitions_of("users.requests"), 5);
}

TEST_F(NeededTopicsTest, GatewaysAreAnsweredOnPartitionsThatTheirNamesChoose) {
  std::set<broker::Partition> seen;
  for (int i = 0; i < 100; ++i) {
    const auto address = reply_address("gateway-" + std::to_string(i));
    EXPECT_EQ(address.topic, "boomerang.replies");
    EXPECT_GE(address.partition, 0);
    EXPECT_LT(address.partition, replies_partitions);
    seen.insert(address.partition);
  }
  EXPECT_GT(seen.size(), 30u);
  EXPECT_EQ(reply_address("a"), reply_address("a"));
}

}  // namespace
}  // namespace boomerang::app
