#include "boomerang/config/address.h"

#include <gtest/gtest.h>

namespace boomerang::config {
namespace {

TEST(AddressTest, ReadsNamesAndBothKindsOfAddress) {
  EXPECT_EQ(*parse_address("127.0.0.1:8080"), (Address{"127.0.0.1", 8080}));
  EXPECT_EQ(*parse_address("db.local:3306"), (Address{"db.local", 3306}));
  EXPECT_EQ(*parse_address("[::1]:0"), (Address{"::1", 0}));
}

TEST(AddressTest, WritesWhatItReads) {
  for (const char* text : {"127.0.0.1:8080", "db.local:1", "[fe80::1]:65535"}) {
    EXPECT_EQ(to_string(*parse_address(text)), text);
  }
}

TEST(AddressTest, RefusesEverythingElse) {
  for (const char* text :
       {"", ":", "8080", ":8080", "host", "host:", "host:65536", "host:-1", "host:80x", "::1:80",
        "[]:80", "[host]:80", "http://host:80", "a b:80"}) {
    EXPECT_FALSE(parse_address(text)) << text;
  }
}

}  // namespace
}  // namespace boomerang::config
