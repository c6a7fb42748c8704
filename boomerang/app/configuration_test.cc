#include "boomerang/app/configuration.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "boomerang/app/application.h"
#include "boomerang/base/manual_clock.h"
#include "boomerang/base/temp_folder.h"

namespace boomerang::app {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class ConfigurationTest : public testing::Test {
 protected:
  ConfigurationTest() {
    application.routes_from_file();
    application.option({.name = "handler-delay", .value = config::duration(delay)});
  }

  Configuration configure(const std::string& text, std::vector<std::string> words = {}) {
    std::ofstream(file) << text;
    words.push_back("--config=" + file);
    return application.configure({words, environment}, clock);
  }

  // Those of the file, without its name.
  std::vector<std::string> mistakes(const std::string& text, std::vector<std::string> words = {}) {
    auto all = configure(text, std::move(words)).mistakes;
    for (auto& one : all) {
      if (one.starts_with(file)) one.erase(0, file.size());
    }
    return all;
  }

  const std::string route =
      "[[route]]\npath = \"/a\"\ntopic = \"a.requests\"\noutcomes_topic = \"a.outcomes\"\n";

  TempFolder folder;
  const std::string file = folder / "boomerang.toml";
  ManualClock clock;
  config::Environment environment;
  Duration delay = 1s;
  Application application{"users", "Makes users."};
};

TEST_F(ConfigurationTest, SettingsAndRoutesOfTheFileAreRead) {
  const auto read = configure("listen = \"127.0.0.1:1\"\ntimeout = \"7s\"\n" + route);

  EXPECT_THAT(read.mistakes, IsEmpty());
  EXPECT_EQ(read.options.listen.port, 1);
  EXPECT_EQ(read.options.timeout, 7s);
  EXPECT_EQ(read.declared.routes.at(0).topic, "a.requests");
  EXPECT_EQ(read.declared.routes.at(0).timeout, 5s) << "with_timeout() is another step";
}

TEST_F(ConfigurationTest, AllMistakesAreToldInTheOrderOfTheFile) {
  EXPECT_THAT(mistakes("lissten = \"x\"\nadmin = \"nowhere\"\n" + route +
                       "timeout = 5.0\n[[routes]]\npath = \"/b\"\n"),
              ElementsAre(HasSubstr(":1:1: unknown key lissten; did you mean listen?"),
                          HasSubstr(":2:1: admin = nowhere: "), HasSubstr(":7:1: route[0].timeout"),
                          HasSubstr(":9:1: unknown key routes[0].path")));
}

TEST_F(ConfigurationTest, WhatAStartRefusesIsToldWhereItStands) {
  EXPECT_THAT(mistakes("[console]\npassword = \"short\"\n" + route),
              ElementsAre(":2:1: console.password: a password must have 12 bytes or more"));

  environment = {{"BOOMERANG_TICKET_SECRET", "short"}};
  EXPECT_THAT(mistakes(route, {"--tls-key=key.pem"}),
              ElementsAre(HasSubstr("--tls-key: TLS needs the key's certificate"),
                          "BOOMERANG_TICKET_SECRET: a secret must have 32 characters or more"));
}

TEST_F(ConfigurationTest, ASettingOfTheProgramsOwnIsCheckedAndNotSet) {
  EXPECT_THAT(mistakes("handler_delay = \"soon\"\n" + route),
              ElementsAre(HasSubstr(":1:1: handler_delay = soon: expected a duration")));
  EXPECT_THAT(mistakes("handler_delay = \"9s\"\n" + route), IsEmpty());
  EXPECT_EQ(delay, 1s) << "others may be reading it";
}

TEST_F(ConfigurationTest, APropertyThatKafkaHasNotIsToldWhereItStands) {
  EXPECT_THAT(
      mistakes(route + "[broker.kafka]\n\"security.protocl\" = \"ssl\"\nacks = \"hunter2\"\n"
                       "linger.ms = 1.5\n"),
      ElementsAre(":6:1: broker.kafka.security.protocl: librdkafka has no property "
                  "security.protocl",
                  ":7:1: broker.kafka.acks: librdkafka refuses the value of acks",
                  HasSubstr(":8:8: broker.kafka.linger.ms: expected a text, a whole ")));
}

TEST_F(ConfigurationTest, AHandlerNeedsARoute) {
  application.handle("b.requests", worker::Handler{});
  EXPECT_THAT(mistakes(route), ElementsAre("a handler for b.requests, which no route fills"));
}

TEST_F(ConfigurationTest, AGatewayByItselfHasNoWorkersSettings) {
  Application gateway("gateway", "Serves.");
  gateway.routes_from_file();
  gateway.only_gateway();
  std::ofstream(file) << "workers = 2\n" << route << "[broker]\nurl = \"embedded\"\n";

  const auto read = gateway.configure({{"--config=" + file}, {}}, clock);

  EXPECT_THAT(read.mistakes,
              ElementsAre(HasSubstr(":1:1: unknown key workers"),
                          HasSubstr(":7:1: broker.url = embedded: expected kafka://HOST:PORT")));
  std::ofstream(file) << route;
  EXPECT_THAT(gateway.configure({{"--config=" + file}, {}}, clock).mistakes, IsEmpty())
      << "a flag may say it";
}

TEST_F(ConfigurationTest, WithoutARouteThereIsNothingToServe) {
  EXPECT_THAT(mistakes("shards = 1\n"), ElementsAre(": has no [[route]]; add one"));
  EXPECT_THAT(application.configure({}, clock).mistakes,
              ElementsAre(HasSubstr("there is no route; name a file")));
}

TEST_F(ConfigurationTest, DifferencesAreNamed) {
  Options one;
  Options other = one;
  EXPECT_THAT(differences(one, other), IsEmpty());
  other.shards = 3;
  other.ticket_secret = "another";
  other.kafka_properties = {{"acks", "1"}};
  EXPECT_THAT(differences(one, other), ElementsAre("ticket-secret", "shards", "broker.kafka"));
}

}  // namespace
}  // namespace boomerang::app
