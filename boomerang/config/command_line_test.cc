#include "boomerang/config/command_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "boomerang/base/temp_folder.h"

namespace boomerang::config {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

// A service "users" with three settings, and a tool beside it that takes no file.
class CommandLineTest : public testing::Test {
 protected:
  std::variant<Ready, Done> read(const std::vector<std::string>& words) {
    return read_command_line(program, words, environment);
  }

  // What is printed, or "ready".
  std::string told(const std::vector<std::string>& words) {
    const auto result = read(words);
    const Done* done = std::get_if<Done>(&result);
    if (done == nullptr) return "ready";
    EXPECT_EQ(done->exit_code, done->text.starts_with("boomerang users: ") ? exit_usage : 0);
    return done->text;
  }

  std::string write(const std::string& text) {
    std::ofstream(file) << text;
    return file;
  }

  TempFolder folder;
  const std::string file = folder / "users.toml";
  Environment environment;

  std::filesystem::path config;
  Duration delay = 0s;
  std::uint16_t port = 8080;
  bool verbose = false;
  std::string data = "here";
  std::string topic;
  int attempts = 6;
  const Command program = {
      .name = "boomerang",
      .about = "A program.",
      .version = "1.2.3",
      .commands = {
          {.name = "users",
           .about = "A service.",
           .options = {config_file(config),
                       {.name = "handler-delay", .value = duration(delay)},
                       {.name = "port", .value = whole_number<std::uint16_t>(port, 0, 65535)},
                       {.name = "verbose", .value = on_off(verbose)}},
           .tables = {"route"}},
          {.name = "worker",
           .about = "Another service.",
           .options = {config_file(config),
                       {.name = "attempts", .value = whole_number(attempts, 1, 100)}}},
          {.name = "tail",
           .about = "A tool.",
           .options = {{.name = "data", .value = text(data), .reach = Reach::environment},
                       {.name = "port",
                        .value = whole_number<std::uint16_t>(port, 0, 65535),
                        .reach = Reach::flag}},
           .arguments = {{.value = text(topic, "TOPIC")}}}}};
};

TEST_F(CommandLineTest, FlagsWinOverEnvironmentOverFileOverDefaults) {
  write("handler_delay = \"1s\"\nport = 1\nverbose = true\n");
  environment = {{"BOOMERANG_HANDLER_DELAY", "2s"}, {"BOOMERANG_PORT", "2"}};

  const auto result = read({"users", "--config", file, "--port", "3"});

  ASSERT_TRUE(std::holds_alternative<Ready>(result)) << std::get<Done>(result).text;
  EXPECT_EQ(std::get<Ready>(result).command->name, "users");
  EXPECT_EQ(delay, 2s);
  EXPECT_EQ(port, 3);
  EXPECT_TRUE(verbose);
  EXPECT_THAT(
      std::get<Ready>(result).settings,
      ElementsAre(Setting{"config", file, "--config"},
                  Setting{"handler-delay", "2s", "BOOMERANG_HANDLER_DELAY"},
                  Setting{"port", "3", "--port"}, Setting{"verbose", "true", file + ":3:1"}));
}

TEST_F(CommandLineTest, WhatWasGivenCanBeReadAgain) {
  environment = {{"BOOMERANG_PORT", "2"}};
  const auto result = read({"users", "--handler-delay", "2s", "-c" + write(""), "--verbose"});
  ASSERT_TRUE(std::holds_alternative<Ready>(result)) << std::get<Done>(result).text;
  const auto& given = std::get<Ready>(result).given;
  EXPECT_THAT(given.words, ElementsAre("--handler-delay=2s", "--config=" + file, "--verbose=true"));

  delay = 0s;
  const auto again =
      read_command_line(*std::get<Ready>(result).command, given.words, given.environment);

  ASSERT_TRUE(std::holds_alternative<Ready>(again));
  EXPECT_EQ(delay, 2s);
  EXPECT_EQ(port, 2);
}

TEST_F(CommandLineTest, WhatIsNoSettingIsRefusedByItsForm) {
  write("handler_delay = 5.0\nport = []\nusers = {}\n\"a\\nb\" = 1\nverbose = 2026-01-01\n");
  EXPECT_EQ(told({"users", "--config", file}),
            "boomerang users: " + file +
                ":1:1: handler_delay = 5.0: expected a text in quotes, such as \"5s\"\n"
                "boomerang users: " +
                file + ":2:1: port = []: expected a whole number, without quotes\n" +
                "boomerang users: " + file + ":3:1: unknown key users\n" + "boomerang users: " +
                file + ":4:1: unknown key a\\nb\n" + "boomerang users: " + file +
                ":5:1: verbose = 2026-01-01: expected true or false, without quotes\n");
}

TEST_F(CommandLineTest, AMistakeIsOneLineWhateverTheValue) {
  EXPECT_EQ(told({"users", "--port", "1\n\x1B[31m"}),
            "boomerang users: --port 1\\n\\x1B[31m: expected a whole number from 0 to 65535\n");
}

TEST_F(CommandLineTest, WhatNobodyGaveKeepsItsDefault) {
  const auto result = read({"users"});

  ASSERT_TRUE(std::holds_alternative<Ready>(result));
  EXPECT_EQ(port, 8080);
  EXPECT_EQ(std::get<Ready>(result).settings[2], (Setting{"port", "8080", "default"}));
}

TEST_F(CommandLineTest, TheEnvironmentCanNameTheFile) {
  environment = {{"BOOMERANG_CONFIG", write("port = 7\n")}};
  EXPECT_EQ(told({"users"}), "ready");
  EXPECT_EQ(port, 7);
}

TEST_F(CommandLineTest, ATableThatIsReadElsewhereIsNoMistake) {
  write("port = 7\n[[route]]\npath = \"/\"\n[[route]]\ncors.origins = [ \"*\" ]\n");
  EXPECT_EQ(told({"users", "--config", file}), "ready");
  EXPECT_EQ(port, 7);

  write("[[routes]]\npath = \"/\"\n");
  EXPECT_EQ(told({"users", "--config", file}),
            "boomerang users: " + file + ":2:1: unknown key routes[0].path; did you mean " +
                "route[0].path?\n");
}

TEST_F(CommandLineTest, UnknownNamesAreErrorsWithASuggestion) {
  write("hander_delay = \"1s\"\n");
  environment = {{"BOOMERANG_PROT", "2"}};

  EXPECT_EQ(told({"users", "--config", file, "--prot", "3"}),
            "boomerang users: unknown flag --prot; did you mean --port?\n"
            "boomerang users: " +
                file +
                ":1:1: unknown key hander_delay; "
                "did you mean handler_delay?\n"
                "boomerang users: unknown environment variable BOOMERANG_PROT; "
                "did you mean BOOMERANG_PORT?\n"
                "See boomerang users --help.\n");
}

TEST_F(CommandLineTest, WrongValuesNameTheirPlaceAndWhatIsExpected) {
  write("port = 65536\nhandler_delay = 6\nverbose = \"true\"\n");
  environment = {{"BOOMERANG_HANDLER_DELAY", "soon"}};

  EXPECT_EQ(told({"users", "--config", file, "--port=x", "--verbose=maybe"}),
            "boomerang users: " + file +
                ":1:1: port = 65536: "
                "expected a whole number from 0 to 65535\n"
                "boomerang users: " +
                file +
                ":2:1: handler_delay = 6: expected a text in quotes, such as \"5s\"\n"
                "boomerang users: " +
                file +
                ":3:1: verbose = true: "
                "expected true or false, without quotes\n"
                "boomerang users: BOOMERANG_HANDLER_DELAY=soon: "
                "expected a duration such as 500ms, 5s, 10m or 7d\n"
                "boomerang users: --port x: expected a whole number from 0 to 65535\n"
                "boomerang users: --verbose maybe: expected true or false\n");
}

TEST_F(CommandLineTest, AFileThatIsMissingOrNoTomlIsAnError) {
  EXPECT_EQ(told({"users", "--config", file}),
            "boomerang users: " + file + ": cannot be read: No such file or directory\n");
  write("port = = 1\n");
  EXPECT_TRUE(told({"users", "--config", file})
                  .starts_with("boomerang users: " + file + ":1:8: Error while parsing"));
  EXPECT_EQ(told({"users", "--config="}), "boomerang users: --config \"\": expected a path\n");
}

TEST_F(CommandLineTest, WhatAnotherCommandReadsIsNoMistake) {
  write("attempts = 3\n");
  environment = {{"BOOMERANG_ATTEMPTS", "3"}, {"BOOMERANG_DATA", "x"}, {"BOOMERANG_KILL_AT", "y"}};

  EXPECT_EQ(told({"users", "--config", file}), "ready");
  EXPECT_EQ(attempts, 6);
}

TEST_F(CommandLineTest, AToolTakesTheVariablesThatItKnowsAndLeavesTheRest) {
  environment = {{"BOOMERANG_DATA", "there"}, {"BOOMERANG_ELSE", "1"}, {"BOOMERANG_PORT", "2"}};

  EXPECT_EQ(told({"tail", "requests"}), "ready");
  EXPECT_EQ(data, "there");
  EXPECT_EQ(topic, "requests");
  EXPECT_EQ(port, 8080);
}

TEST_F(CommandLineTest, AFlagsOnlyOptionIsNoKeyOfTheFile) {
  write("config = \"other.toml\"\n");
  EXPECT_EQ(told({"users", "--config", file}),
            "boomerang users: " + file + ":1:1: unknown key config\n");
}

TEST_F(CommandLineTest, HelpAndVersionArePrintedAndThatIsAll) {
  environment = {{"BOOMERANG_PROT", "wrong"}};
  EXPECT_EQ(told({"--version"}), "boomerang 1.2.3\n");
  EXPECT_TRUE(told({"users", "--help"}).starts_with("A service.\n\nUsage: boomerang users ["));
}

}  // namespace
}  // namespace boomerang::config
