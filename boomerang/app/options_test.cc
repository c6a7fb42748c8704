#include "boomerang/app/options.h"

#include <gtest/gtest.h>

#include "boomerang/config/command_line.h"

namespace boomerang::app {
namespace {

using namespace std::chrono_literals;

TEST(OptionsTest, DefaultsAreThoseOfTheDocumentation) {
  const Options options;
  EXPECT_EQ(options.listen, (config::Address{"127.0.0.1", 8080}));
  EXPECT_EQ(options.data, "./.boomerang");
  EXPECT_FALSE(options.timeout);
}

TEST(OptionsTest, FlagsWinOverTheEnvironment) {
  Options options;
  const config::Command command{.name = "x", .options = list(options)};
  const std::vector<std::string> words = {"--timeout", "2s"};
  const config::Environment environment = {{"BOOMERANG_TIMEOUT", "3s"},
                                           {"BOOMERANG_LISTEN", "0.0.0.0:81"}};

  const auto read = config::read_command_line(command, words, environment);

  ASSERT_TRUE(std::holds_alternative<config::Ready>(read));
  EXPECT_EQ(options.timeout, 2s);
  EXPECT_EQ(options.listen, (config::Address{"0.0.0.0", 81}));
}

TEST(OptionsTest, ATimeoutIsThatOfARoute) {
  for (const char* wrong : {"0s", "999us", "61m"}) {
    Options options;
    const config::Command command{.name = "x", .options = list(options)};
    const std::vector<std::string> words = {"--timeout", wrong};
    const auto read = config::read_command_line(command, words, {});
    ASSERT_TRUE(std::holds_alternative<config::Done>(read)) << wrong;
    EXPECT_NE(std::get<config::Done>(read).text.find("from 1ms to 1h"), std::string::npos);
  }
}

TEST(OptionsTest, AGatewayByItselfHasNoLogUnlessItIsGiven) {
  Options options;
  options.broker.clear();
  const auto all = gateway_list(options);
  for (const char* name : {"role", "database", "workers"}) {
    EXPECT_EQ(config::find(all, name), nullptr) << name;
  }
  const auto& broker = config::find(all, "broker")->value;
  EXPECT_EQ(broker.text(), "");
  EXPECT_FALSE(broker.set("embedded"));
  EXPECT_TRUE(broker.set("kafka://a:1"));
}

TEST(OptionsTest, KafkaTakesTheLastValueOfEachProperty) {
  Options options;
  const config::Command command{
      .name = "x", .options = list(options), .sections = sections(options)};
  const config::Environment environment = {{"BOOMERANG_BROKER", "kafka://h:1"},
                                           {"BOOMERANG_BROKER_KAFKA_SECURITY_PROTOCOL", "sasl_ssl"},
                                           {"BOOMERANG_BROKER_KAFKA_SASL_PASSWORD", "secret"}};

  const auto read = config::read_command_line(command, {}, environment);

  ASSERT_TRUE(std::holds_alternative<config::Ready>(read)) << std::get<config::Done>(read).text;
  EXPECT_EQ(options.broker, "kafka://h:1");
  const std::vector<std::pair<std::string, std::string>> expected = {
      {"sasl.password", "secret"}, {"security.protocol", "sasl_ssl"}};
  EXPECT_EQ(options.kafka_properties, expected);
}

}  // namespace
}  // namespace boomerang::app
