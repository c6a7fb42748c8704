#include "boomerang/app/console_parts.h"

#include <gtest/gtest.h>

namespace boomerang::app {
namespace {

TEST(ConsolePartsTest, AddressSaysWhetherOthersCanReachIt) {
  Options options;
  EXPECT_TRUE(console_options(options)->on_loopback);
  options.admin.host = "0.0.0.0";
  EXPECT_FALSE(console_options(options)->on_loopback);
}

TEST(ConsolePartsTest, ItIsShownOnThisMachineOrWithAPassword) {
  Options options;
  EXPECT_TRUE(is_console_shown(options));
  options.admin.host = "0.0.0.0";
  EXPECT_FALSE(is_console_shown(options));
  options.console_password = "twelve-bytes";
  EXPECT_TRUE(is_console_shown(options));
  options.console = false;
  EXPECT_FALSE(is_console_shown(options));
}

TEST(ConsolePartsTest, ShortPasswordIsRefused) {
  Options options;
  options.console_password = "eleven-byte";
  const auto refused = console_options(options);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.fault().what.find("12 bytes or more"), std::string::npos);
  EXPECT_EQ(refused.fault().what.find("eleven"), std::string::npos);
  options.console_password = "twelve-bytes";
  EXPECT_EQ(console_options(options)->password, "twelve-bytes");
}

TEST(ConsolePartsTest, RoutesHaveTheirDeadLetters) {
  gateway::Route route;
  route.topic = "users.requests";
  const auto watched = watched_routes({route});
  EXPECT_EQ(watched.kind_of("users.dead_letters"), console::TopicKind::dead_letters);
  EXPECT_EQ(watched.kind_of("boomerang.replies"), console::TopicKind::replies);
  EXPECT_EQ(watched.kind_of("else"), console::TopicKind::other);
}

TEST(ConsolePartsTest, OverviewIsOfThePartsThatThereAre) {
  Options options;
  options.role = Role::worker;
  const Whereabouts where{.name = "users",
                          .version = "1.2.3",
                          .instance = "/users/w1",
                          .kafka = "k:9093",
                          .database = "mariadb://h/app"};
  Measured measured;
  measured.reasons = {"a worker has ended"};
  measured.workers.push_back({"users.requests", {.handled = 4}});

  const auto overview = overview_of(where, measured, options, {});

  EXPECT_EQ(overview.role, "worker");
  EXPECT_EQ(overview.log, "kafka k:9093");
  EXPECT_EQ(overview.database, "mariadb://h/app");
  EXPECT_EQ(overview.reasons, measured.reasons);
  EXPECT_FALSE(overview.gateway);
  EXPECT_FALSE(overview.sample);
  EXPECT_EQ(overview.workers.at(0).counters.handled, 4u);

  options.role = Role::all;
  measured.gateway = {{.accepted = 2}, 1};
  const auto both = overview_of(
      {.base_url = "http://127.0.0.1:8080", .log = "d/log", .database_file = "d/app.db"}, measured,
      options, {"/users", "{}"});
  EXPECT_EQ(both.role, "all");
  EXPECT_EQ(both.sample->path, "/users");
  EXPECT_EQ(both.log, "embedded d/log");
  EXPECT_EQ(both.database, "sqlite d/app.db");
  EXPECT_EQ(both.gateway_url, "http://127.0.0.1:8080");
  EXPECT_EQ(both.gateway->counts.accepted, 2u);
}

}  // namespace
}  // namespace boomerang::app
