#include "boomerang/app/database_url.h"

#include <gtest/gtest.h>

#include "boomerang/base/system_clock.h"

namespace boomerang::app {
namespace {

TEST(DatabaseUrlTest, SchemeSaysWhichDatabaseItIs) {
  std::string variable;
  const auto value = database_url(variable);
  EXPECT_TRUE(value.set("sqlite:/tmp/a b.db"));
  EXPECT_FALSE(is_on_server(variable));
  EXPECT_EQ(sqlite_file(variable), "/tmp/a b.db");
  EXPECT_TRUE(value.set("mariadb://u:p@h:1/app"));
  EXPECT_TRUE(is_on_server(variable));
  EXPECT_TRUE(value.set("postgresql://u:p@h:1/app"));
  EXPECT_TRUE(is_on_server(variable));
}

TEST(DatabaseUrlTest, AnythingElseIsRefusedWithoutShowingIt) {
  std::string variable = "sqlite:x";
  const auto value = database_url(variable);
  for (const char* wrong : {"", "sqlite:", "app.db", "mysql://u:secret@h/app"}) {
    const auto done = value.set(wrong);
    ASSERT_FALSE(done) << wrong;
    EXPECT_EQ(done.fault().what.find("secret"), std::string::npos);
  }
  EXPECT_EQ(variable, "sqlite:x");
}

TEST(DatabaseUrlTest, PeopleAreShownNoPassword) {
  EXPECT_EQ(without_password("mariadb://app:p%40ss@db:3306/app"), "mariadb://db:3306/app");
  EXPECT_EQ(without_password("postgresql://app:a@b@db:5432/app"), "postgresql://db:5432/app");
  EXPECT_EQ(without_password("sqlite:./x.db"), "sqlite:./x.db");
}

TEST(DatabaseUrlTest, WrongUrlIsAFaultThatShowsNoPassword) {
  const SystemClock clock;
  const auto opened = open_store("mariadb://app:secret@db:3306", clock);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.fault().kind, FaultKind::invalid);
  EXPECT_EQ(opened.fault().what.find("secret"), std::string::npos);
}

}  // namespace
}  // namespace boomerang::app
