#include "boomerang/routing/field_name.h"

#include <gtest/gtest.h>

namespace boomerang::routing {
namespace {

TEST(FieldNameTest, ANameComesInLowerCase) {
  EXPECT_EQ(*request_field("X-Customer"), "x-customer");
  EXPECT_EQ(*answer_field("ETag"), "etag");
  EXPECT_EQ(*cors_field("Authorization"), "authorization");
}

TEST(FieldNameTest, WhatIsNoNameIsRefused) {
  for (const std::string& bad : {std::string(), std::string("x customer"), std::string("x:"),
                                 std::string("\xC3\xA9"), std::string(101, 'x')}) {
    EXPECT_FALSE(request_field(bad)) << bad;
    EXPECT_FALSE(answer_field(bad)) << bad;
    EXPECT_FALSE(cors_field(bad)) << bad;
  }
  EXPECT_FALSE(cors_field("*"));
}

TEST(FieldNameTest, WhatBelongsToAConnectionIsNotListed) {
  for (const char* name : {"Connection", "Transfer-Encoding", "Content-Length", "Host", "TE",
                           "Trailer", "Upgrade", "Keep-Alive", "Proxy-Connection"}) {
    EXPECT_FALSE(request_field(name)) << name;
    EXPECT_FALSE(answer_field(name)) << name;
  }
}

TEST(FieldNameTest, SecretsDoNotLieInTheLog) {
  for (const char* name : {"Authorization", "Proxy-Authorization", "Cookie", "X-Api-Key"}) {
    const auto field = request_field(name);
    ASSERT_FALSE(field) << name;
    EXPECT_NE(field.fault().what.find("log"), std::string::npos);
  }
  EXPECT_FALSE(answer_field("Set-Cookie"));
}

TEST(FieldNameTest, WhatTheGatewayWritesIsNotForAWorkerToSay) {
  for (const char* name : {"Content-Type", "Date", "X-Request-Id", "Access-Control-Allow-Origin"}) {
    EXPECT_FALSE(answer_field(name)) << name;
  }
}

}  // namespace
}  // namespace boomerang::routing
