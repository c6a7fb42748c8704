#include "boomerang/routing/route_value.h"

#include <gtest/gtest.h>

namespace boomerang::routing {
namespace {

using gateway::OrderingKey;
using Source = gateway::OrderingKey::Source;

TEST(RouteValueTest, AnOrderingKeyNamesItsSource) {
  EXPECT_EQ(*ordering_key("request_id"), OrderingKey{});
  EXPECT_EQ(*ordering_key("path:account"), (OrderingKey{Source::path, "account"}));
  EXPECT_EQ(*ordering_key("header:X-Customer"), (OrderingKey{Source::header, "x-customer"}));
  EXPECT_EQ(*ordering_key("body:/a~1b/0"), (OrderingKey{Source::body, "/a~1b/0"}));
  for (const char* bad : {"", "account", "path:", "path", "header:", "header:cookie",
                          "body:", "body:a", "body:/~", "query:x", "request_id:x"}) {
    EXPECT_FALSE(ordering_key(bad)) << bad;
  }
}

TEST(RouteValueTest, APathIsVisibleAsciiFromASlashOn) {
  EXPECT_TRUE(path("/"));
  EXPECT_TRUE(path("/a/{b}/c%20d"));
  for (const char* bad : {"", "a", "/a b", "/\xC3\xA9", "/a\n"}) EXPECT_FALSE(path(bad)) << bad;
  EXPECT_FALSE(path("/" + std::string(1000, 'a')));
}

TEST(RouteValueTest, ATopicIsNamedAsKafkaNamesIt) {
  EXPECT_TRUE(topic("payments.requests_v-1"));
  for (const char* bad : {"", ".", "..", "a/b", "a b", "\xC3\xA9"}) EXPECT_FALSE(topic(bad)) << bad;
  EXPECT_TRUE(topic(std::string(249, 'a')));
  EXPECT_FALSE(topic(std::string(250, 'a')));
}

TEST(RouteValueTest, AMediaTypeHasNoParameters) {
  EXPECT_EQ(*media_type("Application/JSON"), "application/json");
  EXPECT_EQ(*media_type("*/*"), "*/*");
  for (const char* bad : {"", "json", "a/", "/b", "a/b; charset=utf-8", "a/b/c", "application/*"}) {
    EXPECT_FALSE(media_type(bad)) << bad;
  }
}

TEST(RouteValueTest, AnOriginIsAsABrowserSendsIt) {
  for (const char* good :
       {"*", "https://example.com", "http://localhost:5173", "http://[::1]:80"}) {
    EXPECT_TRUE(origin(good)) << good;
  }
  for (const char* bad : {"", "null", "example.com", "https://", "https://Example.com",
                          "https://example.com/", "https://*.example.com", "https://a b"}) {
    EXPECT_FALSE(origin(bad)) << bad;
  }
}

TEST(RouteValueTest, AScopeIsOneWord) {
  EXPECT_TRUE(scope("payments:write"));
  for (const char* bad : {"", "a b", "a\"b", "a\\b"}) EXPECT_FALSE(scope(bad)) << bad;
}

TEST(RouteValueTest, ASummaryIsOneLine) {
  EXPECT_TRUE(summary("Pays \xE2\x82\xAC 5."));
  for (const char* bad : {"", "a\nb", "\xFF"}) EXPECT_FALSE(summary(bad)) << bad;
}

TEST(RouteValueTest, AStatusIsThatOfAFinalAnswer) {
  EXPECT_EQ(*status("200"), 200);
  EXPECT_EQ(*status("599"), 599);
  for (const char* bad : {"199", "600", "2e2", ""}) EXPECT_FALSE(status(bad)) << bad;
}

}  // namespace
}  // namespace boomerang::routing
