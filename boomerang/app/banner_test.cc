#include "boomerang/app/banner.h"

#include <gtest/gtest.h>

namespace boomerang::app {
namespace {

TEST(BannerTest, SaysWhereEverythingIsAndWhatToTry) {
  gateway::Route route;
  route.paths = {"/", "/users"};
  route.topic = "users.requests";
  const std::string text = banner({"users", "0.1.0", "http://127.0.0.1:8080", "d/log", "d/app.db"},
                                  {route}, {"/", R"({"name": "Ada"})"});

  EXPECT_EQ(text,
            "users 0.1.0\n"
            "  Gateway   http://127.0.0.1:8080   POST /, POST /users\n"
            "  Log       d/log   boomerang topics tail users.requests --data d\n"
            "  Database  d/app.db   sqlite3 d/app.db\n"
            "  Try       curl -i -X POST http://127.0.0.1:8080/ "
            "-H 'Content-Type: application/json' -d '{\"name\": \"Ada\"}'\n");
}

TEST(BannerTest, QuotesWhatAShellWouldTakeApart) {
  EXPECT_EQ(shell_quoted("plain/path.db"), "plain/path.db");
  EXPECT_EQ(shell_quoted("it's here"), "'it'\\''s here'");
  EXPECT_EQ(shell_quoted(""), "''");
}

}  // namespace
}  // namespace boomerang::app
