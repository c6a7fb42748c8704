#include "boomerang/base/http_grammar.h"

#include <gtest/gtest.h>

namespace boomerang {
namespace {

using namespace std::string_view_literals;

TEST(HttpGrammarTest, TokensHaveNoDelimiterNoSpaceAndNoOtherByte) {
  EXPECT_TRUE(is_token("X-Forwarded-For"));
  EXPECT_TRUE(is_token("!#$%&'*+-.^_`|~09azAZ"));

  EXPECT_FALSE(is_token(""));
  for (const char c : "\0\t\x1F \"(),/:;<=>?@[\\]{}\x7F\x80\xFF"sv) {
    EXPECT_FALSE(is_token(std::string("a") + c)) << static_cast<int>(c);
  }
}

TEST(HttpGrammarTest, FieldValuesHaveNoControlCharacterButTheTab) {
  EXPECT_TRUE(is_field_value(""));
  EXPECT_TRUE(is_field_value("a\tb \xC3\xA9"));

  for (const char c : "\0\r\n\x1F\x7F"sv) {
    EXPECT_FALSE(is_field_value(std::string("a") + c)) << static_cast<int>(c);
  }
}

TEST(HttpGrammarTest, OnlyAsciiLettersHaveTwoCases) {
  EXPECT_EQ(lower("Aa-Z[\xC3\x89"), "aa-z[\xC3\x89");
  EXPECT_TRUE(equal_but_for_case("Content-LENGTH", "content-length"));
  EXPECT_FALSE(equal_but_for_case("a[", "A{"));
  EXPECT_FALSE(equal_but_for_case("a", "ab"));
}

TEST(HttpGrammarTest, PercentSignsThatEscapeNothingStay) {
  EXPECT_EQ(percent_decoded("a%20b%2Fc%c3%a9"), "a b/c\xC3\xA9");
  EXPECT_EQ(percent_decoded("100%"), "100%");
  EXPECT_EQ(percent_decoded("%4%zz%2"), "%4%zz%2");
}

TEST(HttpGrammarTest, SpacesAndTabsAreTrimmedAtBothEnds) {
  EXPECT_EQ(trimmed("\t a b \t"), "a b");
  EXPECT_EQ(trimmed(" \t"), "");
}

}  // namespace
}  // namespace boomerang
