#include "boomerang/field/prefer.h"

#include <initializer_list>

#include <gtest/gtest.h>

namespace boomerang::field {
namespace {

using namespace std::chrono_literals;
using Return = Preferences::Return;
using Handling = Preferences::Handling;

Preferences read(std::initializer_list<std::string_view> lines) {
  Headers fields;
  fields.add("host", "example.org");
  for (const auto line : lines) fields.add("prefer", line);
  fields.add("x-prefer", "respond-async");
  return read_prefer(fields);
}

TEST(PreferTest, WithoutTheFieldNothingIsPreferred) {
  EXPECT_EQ(read({}), Preferences());
  EXPECT_EQ(read({""}), Preferences());
  EXPECT_EQ(read({" , ,,\t"}), Preferences());
}

TEST(PreferTest, NamesHaveNoCaseAndValuesHave) {
  EXPECT_TRUE(read({"respond-async"}).respond_async);
  EXPECT_TRUE(read({"RESPOND-Async"}).respond_async);
  EXPECT_EQ(read({"Wait=7"}).wait, 7s);
  EXPECT_EQ(read({"RETURN=minimal"}).returned, Return::minimal);
  EXPECT_EQ(read({"return=Minimal"}).returned, Return::none);
}

TEST(PreferTest, SeveralPreferencesComeAsAListOrAsLines) {
  const auto list = read({"respond-async, wait=5,return=representation ,handling=lenient"});
  EXPECT_TRUE(list.respond_async);
  EXPECT_EQ(list.wait, 5s);
  EXPECT_EQ(list.returned, Return::representation);
  EXPECT_EQ(list.handling, Handling::lenient);

  EXPECT_EQ(read({"respond-async", "wait=5, return=representation", "handling=lenient"}), list);
}

TEST(PreferTest, TheFirstOfAPreferenceCounts) {
  EXPECT_EQ(read({"wait=1, wait=30"}).wait, 1s);
  EXPECT_EQ(read({"wait=1", "WAIT=30"}).wait, 1s);
  EXPECT_EQ(read({"wait=abc, wait=30"}).wait, std::nullopt);
  EXPECT_EQ(read({"return=nothing, return=minimal"}).returned, Return::none);
  EXPECT_EQ(read({"return=minimal, return=nothing"}).returned, Return::minimal);
  EXPECT_FALSE(read({"respond-async=no, respond-async"}).respond_async);
}

TEST(PreferTest, BothValuesAreAsNeither) {
  EXPECT_EQ(read({"return=minimal, return=representation"}).returned, Return::none);
  EXPECT_EQ(read({"return=representation", "return=minimal"}).returned, Return::none);
  EXPECT_EQ(read({"return=minimal, return=minimal"}).returned, Return::minimal);
  EXPECT_EQ(read({"handling=strict, handling=lenient"}).handling, Handling::none);
  EXPECT_EQ(read({"handling=strict"}).handling, Handling::strict);
}

TEST(PreferTest, AWaitIsADecimalNumberOfSeconds) {
  EXPECT_EQ(read({"wait=0"}).wait, 0s);
  EXPECT_EQ(read({"wait=010"}).wait, 10s);
  EXPECT_EQ(read({"wait=\"5\""}).wait, 5s);
  EXPECT_EQ(read({"wait=\"\\5\""}).wait, 5s);
  for (const auto* text : {"wait", "wait=", "wait=\"\"", "wait=-1", "wait=+1", "wait=1.5",
                           "wait=1e9", "wait=abc", "wait=\" 5\"", "wait=0x5", "wait=5 s"}) {
    EXPECT_EQ(read({text}).wait, std::nullopt) << text;
  }
}

TEST(PreferTest, ALongWaitIsCut) {
  EXPECT_EQ(read({"wait=86399"}).wait, 86399s);
  EXPECT_EQ(read({"wait=86400"}).wait, wait_max);
  EXPECT_EQ(read({"wait=99999"}).wait, wait_max);
  EXPECT_EQ(read({"wait=" + std::string(40, '9')}).wait, wait_max);
  EXPECT_EQ(read({"wait=" + std::string(40, '0') + "7"}).wait, 7s);
}

TEST(PreferTest, UnknownPreferencesAndParametersAreIgnored) {
  EXPECT_TRUE(read({"frobnicate=7; x=\"y,z\", respond-async"}).respond_async);
  EXPECT_FALSE(read({"frobnicate=\"a, respond-async\""}).respond_async);
  EXPECT_FALSE(read({"frobnicate=\"\\\", respond-async\""}).respond_async);
  EXPECT_EQ(read({"wait=5; wait=6;;x"}).wait, 5s);
  EXPECT_TRUE(read({"respond-async ; x = \"y\" ,"}).respond_async);
}

TEST(PreferTest, AnElementNotOfItsFormIsLeftOut) {
  for (const auto* broken : {"respond async", "=x", "wait=", "wait=1 2", "@", "a/b",
                             "\"respond-async\"", "respond-async=(x)", "x=\"y\"z"}) {
    const auto read_after = read({std::string(broken) + ", wait=5, return=minimal"});
    EXPECT_EQ(read_after.wait, 5s) << broken;
    EXPECT_EQ(read_after.returned, Return::minimal) << broken;
    EXPECT_FALSE(read_after.respond_async) << broken;
  }
}

TEST(PreferTest, AQuotedStringWithoutAnEndTakesItsLineOnly) {
  const auto preferences = read({"wait=5, x=\"y, respond-async", "return=minimal"});

  EXPECT_EQ(preferences.wait, 5s);
  EXPECT_FALSE(preferences.respond_async);
  EXPECT_EQ(preferences.returned, Return::minimal);
}

TEST(PreferTest, ALongFieldIsReadToItsEnd) {
  std::string line;
  for (int i = 0; i < 100'000; ++i) line += "x=\"" + std::to_string(i) + "\",;,";

  EXPECT_TRUE(read({line + "respond-async"}).respond_async);
}

TEST(PreferTest, WhatWasHonouredIsSaidWithoutParameters) {
  EXPECT_EQ(preference_applied({}), "");

  Preferences honoured;
  honoured.respond_async = true;
  EXPECT_EQ(preference_applied(honoured), "respond-async");

  honoured.wait = 5s;
  honoured.returned = Return::minimal;
  honoured.handling = Handling::strict;
  EXPECT_EQ(preference_applied(honoured), "respond-async, wait=5, return=minimal, handling=strict");
  EXPECT_EQ(read({preference_applied(honoured)}), honoured);
}

}  // namespace
}  // namespace boomerang::field
