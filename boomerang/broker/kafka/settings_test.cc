#include "boomerang/broker/kafka/settings.h"

#include <gtest/gtest.h>

namespace boomerang::broker::kafka {
namespace {

using namespace std::chrono_literals;

std::string value_of(const Configuration& configuration, const char* name) {
  char value[256];
  std::size_t size = sizeof value;
  const auto found = rd_kafka_conf_get(configuration.get(), name, value, &size);
  return found == RD_KAFKA_CONF_OK ? value : "";
}

TEST(SettingsTest, AppendsAreNeverBatchedByWaitingNorReordered) {
  const auto producer = configure(Role::producer, {.servers = "a:1"});
  ASSERT_TRUE(producer);
  EXPECT_EQ(value_of(*producer, "linger.ms"), "0");
  EXPECT_EQ(value_of(*producer, "acks"), "-1");
  EXPECT_EQ(value_of(*producer, "max.in.flight"), "1");
}

TEST(SettingsTest, NothingIsCommittedThatWasNotAskedFor) {
  const auto consumer = configure(Role::consumer, {.servers = "a:1"});
  ASSERT_TRUE(consumer);
  EXPECT_EQ(value_of(*consumer, "enable.auto.commit"), "false");
  EXPECT_EQ(value_of(*consumer, "enable.auto.offset.store"), "false");
  EXPECT_EQ(value_of(*consumer, "auto.offset.reset"), "smallest");
}

TEST(SettingsTest, GroupsMoveOnlyWhatMustMoveWhereThatIsSafe) {
  EXPECT_EQ(assignor_for(0x02'00'02'ff), "range");
  EXPECT_EQ(assignor_for(0x02'0f'00'ff), "range");
  EXPECT_EQ(assignor_for(0x02'0f'01'ff), "cooperative-sticky");
  EXPECT_EQ(assignor_for(0x03'00'00'ff), "cooperative-sticky");
  const auto consumer = configure(Role::consumer, {.servers = "a:1"});
  ASSERT_TRUE(consumer);
  EXPECT_EQ(value_of(*consumer, "partition.assignment.strategy"), assignor_for(rd_kafka_version()));
}

TEST(SettingsTest, PropertiesOfTheOptionsWin) {
  const KafkaOptions options{.servers = "a:1", .properties = {{"linger.ms", "3"}}};
  for (const Role role : {Role::producer, Role::reader, Role::consumer}) {
    const auto configuration = configure(role, options);
    ASSERT_TRUE(configuration);
    EXPECT_EQ(value_of(*configuration, "linger.ms"), "3");
  }
}

TEST(SettingsTest, UnknownPropertyIsNamed) {
  const KafkaOptions options{.servers = "a:1", .properties = {{"linger.sm", "3"}}};
  const auto configuration = configure(Role::producer, options);
  ASSERT_FALSE(configuration);
  EXPECT_EQ(configuration.fault().kind, FaultKind::invalid);
  EXPECT_NE(configuration.fault().what.find("linger.sm"), std::string::npos);
}

TEST(SettingsTest, WrongValueIsNotRepeated) {
  const KafkaOptions options{.servers = "a:1", .properties = {{"acks", "hunter2"}}};
  const auto configuration = configure(Role::producer, options);
  ASSERT_FALSE(configuration);
  EXPECT_EQ(configuration.fault().what.find("hunter2"), std::string::npos);
}

TEST(SettingsTest, APropertyIsCheckedByItself) {
  EXPECT_TRUE(check_property("security.protocol", "ssl"));
  EXPECT_FALSE(check_property("security.protocl", "ssl"));
  EXPECT_FALSE(check_property("security.protocol", "tls"));
}

TEST(SettingsTest, OptionsAreCheckedAsAClientWouldTakeThem) {
  KafkaOptions options{.servers = "a:1"};
  EXPECT_TRUE(check_options(options));

  options.properties = {{"security.protocol", "ssl"}, {"ssl.ca.location", "/none/ca.pem"}};
  const auto refused = check_options(options);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.fault().what.find("ssl.ca.location"), std::string::npos)
      << refused.fault().what;

  options.properties = {{"security.protocol", "sasl_ssl"}};
  EXPECT_TRUE(check_options(options)) << "that would ask a Kerberos server";
}

TEST(SettingsTest, MillisecondsAreRoundedUpAndBounded) {
  EXPECT_EQ(milliseconds(1us), 1);
  EXPECT_EQ(milliseconds(2ms), 2);
  EXPECT_EQ(milliseconds(-1s), 0);
  EXPECT_EQ(milliseconds(Duration::max()), 24 * 60 * 60 * 1000);
}

}  // namespace
}  // namespace boomerang::broker::kafka
