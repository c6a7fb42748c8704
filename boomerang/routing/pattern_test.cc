#include "boomerang/routing/pattern.h"

#include <gtest/gtest.h>

#include <string>

namespace boomerang::routing {
namespace {

bool found(std::string_view pattern, std::string_view text) {
  const auto compiled = Pattern::compile(pattern);
  EXPECT_TRUE(compiled) << pattern << ": " << compiled.fault().what;
  return compiled && compiled->found_in(text);
}

TEST(PatternTest, ItIsFoundAnywhereUnlessItIsHeld) {
  EXPECT_TRUE(found("b", "abc"));
  EXPECT_FALSE(found("^b", "abc"));
  EXPECT_TRUE(found("^abc$", "abc"));
  EXPECT_FALSE(found("^ab$", "abc"));
  EXPECT_TRUE(found("", "abc"));
  EXPECT_TRUE(found("^$", ""));
  EXPECT_FALSE(found("^$", "\n"));
}

TEST(PatternTest, QuantifiersCount) {
  EXPECT_TRUE(found("^a*$", ""));
  EXPECT_FALSE(found("^a+$", ""));
  EXPECT_TRUE(found("^a{2,3}$", "aaa"));
  EXPECT_FALSE(found("^a{2,3}$", "a"));
  EXPECT_FALSE(found("^a{2,3}$", "aaaa"));
  EXPECT_TRUE(found("^a{2,}?$", "aaaa"));
  EXPECT_FALSE(found("^a{2}$", "aaa"));
  EXPECT_TRUE(found("^(ab){0,2}c$", "ababc"));
  EXPECT_FALSE(found("^(ab){0,2}c$", "abababc"));
  EXPECT_TRUE(found("^(a*)*$", "aaa"));
  EXPECT_TRUE(found("^a?b??$", "ab"));
  EXPECT_TRUE(found("^a{0}$", ""));
}

TEST(PatternTest, ChoicesAndGroups) {
  EXPECT_TRUE(found("^(?:EUR|USD|)$", "USD"));
  EXPECT_TRUE(found("^(?:EUR|USD|)$", ""));
  EXPECT_FALSE(found("^(EUR|USD)$", "EURUSD"));
  EXPECT_TRUE(found("a|b", "xb"));
  EXPECT_TRUE(found("^a|b$", "xb"));
}

TEST(PatternTest, SetsAndEscapes) {
  EXPECT_TRUE(found("^[a-z0-9_.-]+$", "ab.c-1"));
  EXPECT_FALSE(found("^[^a-z]$", "m"));
  EXPECT_TRUE(found("^[^]$", "m"));
  EXPECT_FALSE(found("[]", "m"));
  EXPECT_TRUE(found("^[\\]\\\\^-]+$", "]\\^-"));
  EXPECT_TRUE(found("^\\d\\D\\w\\W\\s\\S$", "1x_ \tx"));
  EXPECT_TRUE(found("^[\\d\\s]+$", "1 2"));
  EXPECT_TRUE(found("^\\.\\/\\$$", "./$"));
  EXPECT_TRUE(found("^\\x41\\u0042\\u{1F600}\\uD83D\\uDE00$", "AB\U0001F600\U0001F600"));
  EXPECT_TRUE(found("^\\cA\\t$", "\x01\t"));
  EXPECT_FALSE(found("^.$", "\n"));
}

TEST(PatternTest, LettersAreCodePoints) {
  EXPECT_TRUE(found("^.$", "\U0001F600"));
  EXPECT_TRUE(found("^[\u00e0-\u00ff]{3}$", "\u00e0\u00e9\u00ff"));
  EXPECT_FALSE(found("^\\w$", "\u00e9"));
}

TEST(PatternTest, EdgesOfWords) {
  EXPECT_TRUE(found("\\bfoo\\b", "a foo b"));
  EXPECT_FALSE(found("\\bfoo\\b", "afoo"));
  EXPECT_TRUE(found("\\Bfoo", "afoo"));
}

TEST(PatternTest, WhatIsNotTakenIsRefusedWithItsPlace) {
  for (const char* bad :
       {"(",       ")",  "[",     "[a",      "*",   "a**",         "a{",    "a{2",  "a{3,2}",
        "a{1001}", "\\", "(?=a)", "(?<n>a)", "\\1", "\\p{L}",      "\\u12", "\\x1", "[b-a]",
        "[\\d-z]", "^*", "\\k",   "}",       "]",   "\\u{110000}", "{1}",   "a{,2}"}) {
    EXPECT_FALSE(Pattern::compile(bad)) << bad;
  }
  EXPECT_EQ(Pattern::compile("ab(?=c)").fault().what,
            "at letter 5: looking ahead or behind and named groups are not taken; (?:...) is");
}

TEST(PatternTest, ThereIsAnEndToItsSize) {
  EXPECT_FALSE(Pattern::compile(std::string(1001, 'a')));
  EXPECT_FALSE(Pattern::compile("(((a{100}){100}){100}){100}"));
  EXPECT_FALSE(Pattern::compile("((((a{0,1000}){0,1000}){0,1000})*){1000}"));
  EXPECT_FALSE(Pattern::compile(std::string(51, '(') + std::string(51, ')')));
  EXPECT_TRUE(Pattern::compile("a{1000}"));
}

// Each of them makes an engine that tries again go on for ever, or overflow its stack.
TEST(PatternTest, EveryLetterIsReadOnce) {
  const std::string text = std::string(50'000, 'a') + "!";

  for (const char* pattern : {"^(a+)+$", "^(a|a)*$", "^(a*)*b", "^a*a*a*a*a*b$", "(.*)(.*)x$",
                              "^([a-z]+-?)*$", "^(a|aa)+$"}) {
    EXPECT_FALSE(found(pattern, text)) << pattern;
  }
  EXPECT_TRUE(found("^(a|b)*!$", text));
}

}  // namespace
}  // namespace boomerang::routing
