#include "boomerang/config/flags.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace boomerang::config {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class FlagsTest : public testing::Test {
 protected:
  Flags read(std::vector<std::string> words) {
    words_ = std::move(words);
    return read_flags(program, words_);
  }

  // "-n=5" for each flag that was given.
  static std::vector<std::string> given(const Flags& flags) {
    std::vector<std::string> all;
    for (const auto& one : flags.given) all.push_back(one.option->name + "=" + one.value);
    return all;
  }

  std::string data, topic, place;
  int count = 10;
  bool follow = false;
  const Command program = {
      .name = "boomerang",
      .version = "1.2.3",
      .commands = {
          {.name = "topics",
           .commands = {
               {.name = "ls"},
               {.name = "tail",
                .options = {{.name = "data", .value = text(data)},
                            {.name = "count", .letter = 'n', .value = whole_number(count, -10, 10)},
                            {.name = "follow", .letter = 'f', .value = on_off(follow)}},
                .arguments = {{.value = text(topic, "TOPIC")},
                              {.value = text(place, "PLACE"), .need = Need::optional}}}}}}};

 private:
  std::vector<std::string> words_;
};

TEST_F(FlagsTest, CommandsNestAndTheRestIsTheirs) {
  const Flags flags = read({"topics", "tail", "requests", "--data", "x", "5"});

  EXPECT_THAT(flags.errors, IsEmpty());
  EXPECT_EQ(flags.command->name, "tail");
  EXPECT_EQ(flags.path, "boomerang topics tail");
  EXPECT_THAT(flags.arguments, ElementsAre("requests", "5"));
  EXPECT_THAT(given(flags), ElementsAre("data=x"));
}

TEST_F(FlagsTest, EveryWayToWriteAFlagIsRead) {
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"-n", "5"}, {"-n5"}, {"--count", "5"}, {"--count=5"}}) {
    std::vector<std::string> line = {"topics", "tail", "t"};
    line.insert(line.end(), words.begin(), words.end());
    EXPECT_THAT(given(read(line)), ElementsAre("count=5")) << words[0];
  }
  EXPECT_THAT(given(read({"topics", "tail", "t", "-fn", "5"})),
              ElementsAre("follow=true", "count=5"));
  EXPECT_THAT(given(read({"topics", "tail", "t", "-n", "-5"})), ElementsAre("count=-5"));
  EXPECT_THAT(given(read({"topics", "tail", "t", "--follow=false"})), ElementsAre("follow=false"));
  EXPECT_THAT(given(read({"topics", "tail", "t", "--data="})), ElementsAre("data="));
}

TEST_F(FlagsTest, AfterTwoDashesAllWordsAreArguments) {
  const Flags flags = read({"topics", "tail", "--", "-n", "--data"});
  EXPECT_THAT(flags.errors, IsEmpty());
  EXPECT_THAT(flags.arguments, ElementsAre("-n", "--data"));
}

TEST_F(FlagsTest, HelpAndVersionAreSeenWhereverTheyStand) {
  EXPECT_EQ(read({"--version"}).wish, Flags::Wish::version);
  EXPECT_EQ(read({"-h"}).wish, Flags::Wish::help);
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"topics", "tail", "--help"}, {"help", "topics", "tail"}}) {
    const Flags flags = read(words);
    EXPECT_EQ(flags.wish, Flags::Wish::help);
    EXPECT_EQ(flags.path, "boomerang topics tail");
  }
}

TEST_F(FlagsTest, SlipsGetASuggestion) {
  EXPECT_THAT(read({"topcs"}).errors, ElementsAre("unknown command topcs; did you mean topics?"));
  EXPECT_THAT(read({"topics", "tail", "t", "--dat", "x"}).errors,
              ElementsAre("unknown flag --dat; did you mean --data?"));
  EXPECT_THAT(read({"topics", "tail", "t", "-x"}).errors, ElementsAre("unknown flag -x"));
}

TEST_F(FlagsTest, WhatIsMissingOrTooMuchIsNamed) {
  EXPECT_THAT(read({}).errors, ElementsAre("a command is missing"));
  EXPECT_THAT(read({"topics", "tail"}).errors, ElementsAre("TOPIC is missing"));
  EXPECT_THAT(read({"topics", "tail", "a", "b", "c"}).errors, ElementsAre("unexpected argument c"));
  EXPECT_THAT(read({"topics", "tail", "t", "-n"}).errors,
              ElementsAre("-n needs a value: --count NUMBER"));
  EXPECT_THAT(read({"topics", "tail", "t", "--data", "--follow"}).errors,
              ElementsAre("--data needs a value; write --data=--follow if that is the value"));
}

TEST_F(FlagsTest, WhatFollowsASecretsFlagIsNotShown) {
  const Command tool = {
      .name = "tool",
      .options = {{.name = "key", .value = text(data, "KEY"), .secrecy = Secrecy::secret}}};
  const std::vector<std::string> words = {"--key", "--hunter2"};

  EXPECT_THAT(read_flags(tool, words).errors,
              ElementsAre("--key needs a value; write --key=KEY if that is the value"));
}

}  // namespace
}  // namespace boomerang::config
