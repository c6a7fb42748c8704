#include "boomerang/config/help.h"

#include <gtest/gtest.h>

namespace boomerang::config {
namespace {

using namespace std::chrono_literals;

TEST(HelpTest, ShowsPurposeUsageDefaultsAndExamplesAligned) {
  Duration delay = 0s;
  std::filesystem::path data = "./.boomerang";
  bool json = false;
  std::string topic;
  const Command command = {
      .name = "tail",
      .about = "Prints entries of a topic. The log may be in use.",
      .version = "1.0.0",
      .options = {{.name = "data",
                   .value = path(data, "DIR"),
                   .help = "The data folder.",
                   .reach = Reach::environment},
                  {.name = "json",
                   .letter = 'j',
                   .value = on_off(json),
                   .help = "One JSON object a line.",
                   .reach = Reach::flag},
                  {.name = "handler-delay",
                   .value = duration(delay),
                   .help = "How long the handler sleeps before it starts, so that one can watch.",
                   .group = "For demonstrations"}},
      .arguments = {{.value = text(topic, "TOPIC"), .help = "Its name."}},
      .examples = {{"boomerang topics tail requests -j", "The last ten entries, for a program."}}};

  EXPECT_EQ(help_text(command, "boomerang topics tail"),
            R"(Prints entries of a topic. The log may be in use.

Usage: boomerang topics tail TOPIC [OPTIONS]

Arguments:
  TOPIC  Its name.

Options:
      --data DIR  The data folder. (default ./.boomerang; BOOMERANG_DATA)
  -j, --json      One JSON object a line.

For demonstrations:
      --handler-delay DURATION  How long the handler sleeps before it starts, so that
                                one can watch. (default 0s; BOOMERANG_HANDLER_DELAY)

Help:
  -h, --help     Show this.
      --version  Show the version.

Examples:
  boomerang topics tail requests -j
      The last ten entries, for a program.

Exit codes:
  0  All is well.
  1  Something failed while it ran; stderr says what.
  2  The command line, the configuration or the environment is wrong.
)");
}

TEST(HelpTest, SectionsAreListedAndADefaultThatIsASecretIsNotShown) {
  std::string database = "hunter2";
  const Command command = {
      .name = "users",
      .options = {{.name = "database",
                   .value = text(database, "URL"),
                   .help = "Where it keeps its rows.",
                   .secrecy = Secrecy::secret}},
      .sections = {{.name = "broker.kafka", .help = "Properties of librdkafka."}}};

  const std::string help = help_text(command, "users");

  EXPECT_EQ(help.find("hunter2"), std::string::npos) << help;
  EXPECT_NE(help.find(R"(
Options:
      --database URL  Where it keeps its rows. (BOOMERANG_DATABASE, or
                      BOOMERANG_DATABASE_FILE for the file that holds it)

Sections of the file:
  [broker.kafka]  Properties of librdkafka. (BOOMERANG_BROKER_KAFKA_KEY, or
                  BOOMERANG_BROKER_KAFKA_KEY_FILE for the file that holds the value; KEY
                  has _ for .)
)"),
            std::string::npos)
      << help;
}

TEST(HelpTest, ACommandMayMeanOthersByItsExitCodes) {
  const Command command = {.name = "check", .exit_codes = {{"1", "The file is wrong."}}};

  const std::string text = help_text(command, "boomerang check");

  EXPECT_TRUE(text.ends_with("Exit codes:\n  1  The file is wrong.\n")) << text;
}

TEST(HelpTest, CommandsAreListedByTheirFirstSentence) {
  const Command program = {.name = "boomerang",
                           .about = "Looks at a log.",
                           .commands = {{.name = "topics", .about = "Lists topics. And more."},
                                        {.name = "version", .about = "Prints the version."}}};

  const std::string text = help_text(program, "boomerang");

  EXPECT_NE(text.find("Usage: boomerang COMMAND\n\n"
                      "Commands:\n"
                      "  topics   Lists topics.\n"
                      "  version  Prints the version.\n"),
            std::string::npos)
      << text;
  EXPECT_TRUE(text.ends_with("More about a command: boomerang COMMAND --help\n")) << text;
}

}  // namespace
}  // namespace boomerang::config
