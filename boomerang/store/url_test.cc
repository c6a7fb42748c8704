#include "boomerang/store/url.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace boomerang::store {
namespace {

using testing::HasSubstr;
using testing::Not;

Result<DatabaseUrl> parse(std::string_view text) {
  return parse_database_url(text, "mariadb", 3306);
}

TEST(DatabaseUrlTest, EveryPartIsRead) {
  const auto url = parse("mariadb://app:secret@db.example:3307/orders?sslmode=require");

  ASSERT_TRUE(url);
  EXPECT_EQ(url->user, "app");
  EXPECT_EQ(url->password, "secret");
  EXPECT_EQ(url->host, "db.example");
  EXPECT_EQ(url->port, 3307);
  EXPECT_EQ(url->name, "orders");
  EXPECT_EQ(url->parameter("sslmode"), "require");
  EXPECT_EQ(url->parameter("sslkey"), "");
  EXPECT_EQ(url->place(), "db.example:3307/orders");
}

TEST(DatabaseUrlTest, PortPasswordAndParametersMayBeLeftOut) {
  const auto url = parse("mariadb://app@db/orders");

  ASSERT_TRUE(url);
  EXPECT_EQ(url->port, 3306);
  EXPECT_EQ(url->password, "");
  EXPECT_TRUE(url->parameters.empty());
}

TEST(DatabaseUrlTest, PercentStandsForAByte) {
  const auto url = parse("mariadb://a%40b:p%2f%3A%23%25@h/n%20m?sslrootcert=%2Fca.pem&sslcert=c");

  ASSERT_TRUE(url);
  EXPECT_EQ(url->user, "a@b");
  EXPECT_EQ(url->password, "p/:#%");
  EXPECT_EQ(url->name, "n m");
  EXPECT_EQ(url->parameter("sslrootcert"), "/ca.pem");
  EXPECT_EQ(url->parameter("sslcert"), "c");
}

TEST(DatabaseUrlTest, ColonAndAtInThePasswordAreTakenAsSuch) {
  const auto url = parse("mariadb://app:a:b@c@h/n");

  ASSERT_TRUE(url);
  EXPECT_EQ(url->password, "a:b@c");
  EXPECT_EQ(url->host, "h");
}

TEST(DatabaseUrlTest, Ipv6HostStandsInBrackets) {
  const auto url = parse("mariadb://app@[::1]:3307/n");

  ASSERT_TRUE(url);
  EXPECT_EQ(url->host, "::1");
  EXPECT_EQ(url->port, 3307);
  EXPECT_EQ(url->place(), "[::1]:3307/n");
}

TEST(DatabaseUrlTest, WhatIsWrongIsSaidWithoutThePassword) {
  for (const std::string text : {
           "hunter2",
           "mysql://app:hunter2@h/n",
           "mariadb://app:hunter2",
           "mariadb://:hunter2@h/n",
           "mariadb://app:hunter2@/n",
           "mariadb://app:hunter2@h",
           "mariadb://app:hunter2@h/",
           "mariadb://app:hunter2@h:0/n",
           "mariadb://app:hunter2@h:65536/n",
           "mariadb://app:hunter2@h:x/n",
           "mariadb://app:hunter2@[::1/n",
           "mariadb://app:hunter2@[::1]x/n",
           "mariadb://app:hunter2%@h/n",
           "mariadb://app:hunter2%0@h/n",
           "mariadb://app:hunter2%zz@h/n",
           "mariadb://app:hunter2%00@h/n",
           "mariadb://app:hunter2#@h/n",
           "mariadb://app:hunter2@h/n?sslmode",
           "mariadb://app:hunter2@h/n?sslmode=",
           "mariadb://app:hunter2@h/n?sslmode=maybe",
           "mariadb://app:hunter2@h/n?sslmode=require&sslmode=disable",
           "mariadb://app:hunter2@h/n?hunter2=1",
       }) {
    const auto url = parse(text);
    ASSERT_FALSE(url) << text;
    EXPECT_EQ(url.fault().kind, FaultKind::invalid);
    EXPECT_THAT(url.fault().what, Not(HasSubstr("hunter2")));
    EXPECT_THAT(url.fault().what, HasSubstr("the database URL "));
  }
}

}  // namespace
}  // namespace boomerang::store
