#include "boomerang/config/suggestion.h"

#include <gtest/gtest.h>

namespace boomerang::config {
namespace {

const std::string known[] = {"--timeout", "--data", "--handler-delay"};

TEST(SuggestionTest, EverySlipIsForgiven) {
  for (const char* word : {"--timeot", "--timmeout", "--timeous", "--tiemout"}) {
    EXPECT_EQ(suggestion(word, known), "; did you mean --timeout?") << word;
  }
}

TEST(SuggestionTest, TheNearestIsNamed) {
  EXPECT_EQ(suggestion("--handlerdelay", known), "; did you mean --handler-delay?");
  EXPECT_EQ(suggestion("--date", known), "; did you mean --data?");
}

TEST(SuggestionTest, WhatIsFarFromAllGetsNone) {
  EXPECT_EQ(suggestion("--verbose", known), "");
  EXPECT_EQ(suggestion("", known), "");
  EXPECT_EQ(suggestion(std::string(100'000, 'x'), known), "");
}

}  // namespace
}  // namespace boomerang::config
