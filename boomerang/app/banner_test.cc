#include "boomerang/app/banner.h"

#include <gtest/gtest.h>

namespace boomerang::app {
namespace {

TEST(BannerTest, SaysWhereEverythingIsAndWhatToTry) {
  gateway::Route route;
  route.paths = {"/", "/users"};
  route.topic = "users.requests";
  Whereabouts where;
  where.name = "users";
  where.version = "0.1.0";
  where.health_url = "http://127.0.0.1:8082/readyz";
  where.console_url = "http://127.0.0.1:8082/console/";
  where.base_url = "http://127.0.0.1:8080";
  where.log = "d/log";
  where.database_file = "d/app.db";
  const std::string text = banner(where, {route}, {"/", R"({"name": "Ada"})"});

  EXPECT_EQ(text,
            "users 0.1.0\n"
            "  Gateway   http://127.0.0.1:8080   POST /, POST /users\n"
            "  Console   http://127.0.0.1:8082/console/\n"
            "  Log       d/log   boomerang topics tail users.requests --data d\n"
            "  Database  d/app.db   sqlite3 d/app.db\n"
            "  Health    http://127.0.0.1:8082/readyz\n"
            "  Try       curl -i -X POST http://127.0.0.1:8080/ "
            "-H 'Content-Type: application/json' -d '{\"name\": \"Ada\"}'\n");
}

TEST(BannerTest, AConsoleThatNobodyCanSeeHasNoAddress) {
  gateway::Route route;
  route.paths = {"/"};
  const std::string text = banner({.console_needs_password = true}, {route}, {});
  EXPECT_NE(text.find("  Console   shown with a --console-password only"), std::string::npos);
}

TEST(BannerTest, WorkerOnServersSaysWhereTheyAre) {
  gateway::Route route;
  route.paths = {"/"};
  route.topic = "users.requests";
  Whereabouts where;
  where.name = "users";
  where.version = "0.1.0";
  where.health_url = "http://127.0.0.1:8083/readyz";
  where.kafka = "localhost:9093";
  where.database = "mariadb://localhost:3306/app";

  EXPECT_EQ(banner(where, {route}, {}),
            "users 0.1.0\n"
            "  Kafka     localhost:9093   kcat -C -b localhost:9093 -t users.requests\n"
            "  Database  mariadb://localhost:3306/app\n"
            "  Health    http://127.0.0.1:8083/readyz\n");
}

TEST(BannerTest, QuotesWhatAShellWouldTakeApart) {
  EXPECT_EQ(shell_quoted("plain/path.db"), "plain/path.db");
  EXPECT_EQ(shell_quoted("it's here"), "'it'\\''s here'");
  EXPECT_EQ(shell_quoted(""), "''");
}

}  // namespace
}  // namespace boomerang::app
