#include "boomerang/app/served.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "boomerang/base/manual_clock.h"
#include "boomerang/base/temp_folder.h"
#include "boomerang/broker/embedded/embedded_broker.h"

namespace boomerang::app {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class ServedTest : public testing::Test {
 protected:
  ServedTest() {
    own.title = "users";
    gateway::Route route;
    route.paths = {"/users"};
    route.topic = "users.requests";
    route.outcomes_topic = "users.outcomes";
    own.routes = {route};
  }

  void write(const std::string& name, const std::string& text) {
    std::ofstream(folder.path() / name) << text;
  }

  // With a route and a scheme of its own.
  void write_file() {
    write("keys.toml", "");
    write("app.toml",
          "[[route]]\npath = \"/payments\"\ntopic = \"payments.requests\"\n"
          "outcomes_topic = \"payments.outcomes\"\nauthentication = [\"partners\"]\n"
          "[[authentication]]\nname = \"partners\"\nkind = \"api-keys\"\nfile = \"keys.toml\"\n"
          "header = \"X-Partner\"\n");
  }

  Declared declared_by_file() {
    auto file = routing::read_routes(folder / "app.toml");
    EXPECT_TRUE(file) << file.fault().what;
    return file ? with_file(own, *std::move(file)) : own;
  }

  TempFolder folder;
  ManualClock clock;
  Declared own;
  Options options;
};

TEST_F(ServedTest, TheRoutesOfTheFileComeAfterThoseOfTheProgram) {
  write_file();
  options.timeout = std::chrono::seconds(7);

  const auto declared = with_timeout(declared_by_file(), options);

  ASSERT_EQ(declared.routes.size(), 2u);
  EXPECT_EQ(declared.routes[0].topic, "users.requests");
  EXPECT_EQ(declared.routes[1].topic, "payments.requests");
  for (const auto& route : declared.routes) EXPECT_EQ(route.timeout, std::chrono::seconds(7));
  EXPECT_THAT(declared.files, ElementsAre(folder / "app.toml", folder / "keys.toml"));
}

TEST_F(ServedTest, WhatIsServedKnowsItsCallersAndIsDescribed) {
  write_file();
  const auto declared = declared_by_file();

  const auto served = make_served(declared, options, clock);

  ASSERT_TRUE(served) << served.fault().what;
  EXPECT_TRUE(served->authenticator);
  EXPECT_THAT(served->schemes, ElementsAre("partners"));
  http::Request request;
  request.method = "GET";
  const auto answer = served->description(request);
  EXPECT_EQ(answer.status, 200);
  EXPECT_THAT(answer.body, HasSubstr("X-Partner"));
  EXPECT_THAT(answer.body, HasSubstr("/payments"));
}

// Of what the program says itself, nothing is known before the file is read.
TEST_F(ServedTest, RouteOfTheProgramThatPutsAKeyOfTheFileIntoItsEventsIsNotServed) {
  write_file();
  own.routes[0].request_fields = {"x-partner"};
  const auto declared = declared_by_file();
  auto served = make_served(declared, options, clock);
  ASSERT_TRUE(served) << served.fault().what;
  auto server = http::Server::open({}, clock);
  ASSERT_TRUE(server) << server.fault().what;
  broker::EmbeddedOptions embedded;
  embedded.folder = folder / "log";
  auto broker = broker::EmbeddedBroker::open(embedded, clock);
  ASSERT_TRUE(broker) << broker.fault().what;

  gateway::Gateway::Options gateway;
  gateway.served = *std::move(served);
  gateway.ticket_secrets = {std::string(32, 's')};
  const auto opened = gateway::Gateway::open(std::move(gateway), *std::move(server), **broker);

  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.fault().kind, FaultKind::invalid);
  EXPECT_THAT(opened.fault().what, HasSubstr("route POST /users: request_fields names x-partner"));
}

TEST_F(ServedTest, WithoutSchemesNobodyIsKnown) {
  const auto served = make_served(own, options, clock);

  ASSERT_TRUE(served) << served.fault().what;
  EXPECT_FALSE(served->authenticator);
}

TEST_F(ServedTest, AFileOfKeysThatIsGoneIsTold) {
  write_file();
  const auto declared = declared_by_file();
  std::filesystem::remove(folder / "keys.toml");

  const auto served = make_served(declared, options, clock);

  ASSERT_FALSE(served);
  EXPECT_THAT(served.fault().what, HasSubstr("keys.toml"));
}

TEST_F(ServedTest, RepliesAreDescribedWhereTheyAre) {
  EXPECT_EQ(describe_options(own, options).replies_topic, "");

  options.broker = "kafka://a:1,b:2";
  options.kafka_properties = {{"security.protocol", "sasl_ssl"}};
  const auto described = describe_options(own, options);
  EXPECT_EQ(described.replies_topic, "boomerang.replies");
  ASSERT_EQ(described.brokers.size(), 2u);
  EXPECT_EQ(described.brokers[1].host, "b:2");
  EXPECT_TRUE(described.brokers[1].tls);
  EXPECT_EQ(described.dead_letters_topics.at("users.requests"), "users.dead_letters");
}

}  // namespace
}  // namespace boomerang::app
