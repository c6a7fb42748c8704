#include "boomerang/app/broker_url.h"

#include <gtest/gtest.h>

namespace boomerang::app {
namespace {

TEST(BrokerUrlTest, NamesOneBrokerOrMany) {
  EXPECT_EQ(*kafka_servers("kafka://localhost:9093"), "localhost:9093");
  EXPECT_EQ(*kafka_servers("kafka://a.b:1,[::1]:2"), "a.b:1,[::1]:2");
}

TEST(BrokerUrlTest, AnythingElseIsRefusedAndChangesNothing) {
  std::string variable = "embedded";
  const auto value = broker_url(variable);
  for (const char* wrong :
       {"", "kafka", "localhost:9093", "kafka://", "kafka://localhost", "kafka://localhost:9093,",
        "kafka://a:1;b:2", "kafka://a:70000", "redis://localhost:1", "kafka://user@host:1/x"}) {
    const auto done = value.set(wrong);
    ASSERT_FALSE(done) << wrong;
    EXPECT_NE(done.fault().what.find("kafka://HOST:PORT"), std::string::npos) << wrong;
  }
  EXPECT_EQ(variable, "embedded");
  EXPECT_TRUE(value.set("kafka://localhost:9093"));
  EXPECT_EQ(variable, "kafka://localhost:9093");
}

}  // namespace
}  // namespace boomerang::app
