#include "boomerang/http/authority.h"

#include <string>

#include <gtest/gtest.h>

namespace boomerang::http {
namespace {

using namespace std::string_literals;

TEST(AuthorityTest, IsAHostAndPerhapsAPort) {
  for (const char* text :
       {"", "a", "example.com", "example.com:80", "example.com:", ":80", "1.2.3.4", "1.2.3.4:8080",
        "999.1.1.1", "a%20b", "a%C3%A4:1", "a_b~!$&'()*+,;=", "[::1]", "[::1]:8443",
        "[2001:db8::1.2.3.4]", "[v1.a:b]", "[vF.x]:1"}) {
    EXPECT_TRUE(is_authority(text)) << text;
  }
}

TEST(AuthorityTest, IsNothingElse) {
  for (const auto& text :
       {"a:b:c"s,  "a:port"s,  "a:1:2"s,     "a:-1"s,  "a:+1"s,          "a:1 "s,  "["s,
        "]"s,      "[["s,      "[]"s,        "[]]"s,   "[::1"s,          "::1"s,   "[::1]x"s,
        "x[::1]"s, "[::1]:x"s, "[1.2.3.4]"s, "[::g]"s, "[fe80::1%25e]"s, "[v.a]"s, "[v1.]"s,
        "[vg.a]"s, "[v1.[]"s,  "%"s,         "%z"s,    "%zz"s,           "a%2"s,   "u@a"s,
        "a/b"s,    "a?"s,      "a b"s,       "a\\b"s,  "\xC3\xA4"s,      "a\0"s,   "[::1\0]"s}) {
    EXPECT_FALSE(is_authority(text)) << text;
  }
}

TEST(AuthorityTest, PortOfTheSchemeMayBeLeftOut) {
  EXPECT_TRUE(same_authority("a", "A:80", "http"));
  EXPECT_TRUE(same_authority("a:", "a:80", "HTTP"));
  EXPECT_TRUE(same_authority("[::1]:443", "[::1]", "https"));
  EXPECT_TRUE(same_authority("a:81", "a:81", "http"));
  EXPECT_FALSE(same_authority("a", "a:80", "https"));
  EXPECT_FALSE(same_authority("a", "a:443", "http"));
  EXPECT_FALSE(same_authority("a", "b", "http"));
  EXPECT_FALSE(same_authority("", "a", "http"));
}

}  // namespace
}  // namespace boomerang::http
