#include "boomerang/app/options.h"

#include <gtest/gtest.h>

#include "boomerang/config/command_line.h"

namespace boomerang::app {
namespace {

using namespace std::chrono_literals;

TEST(OptionsTest, DefaultsAreThoseOfTheDocumentation) {
  const Options options;
  EXPECT_EQ(options.listen, (config::Address{"127.0.0.1", 8080}));
  EXPECT_EQ(options.data, "./.boomerang");
  EXPECT_FALSE(options.timeout);
}

TEST(OptionsTest, FlagsWinOverTheEnvironment) {
  Options options;
  const config::Command command{.name = "x", .options = list(options)};
  const std::vector<std::string> words = {"--timeout", "2s"};
  const config::Environment environment = {{"BOOMERANG_TIMEOUT", "3s"},
                                           {"BOOMERANG_LISTEN", "0.0.0.0:81"}};

  const auto read = config::read_command_line(command, words, environment);

  ASSERT_TRUE(std::holds_alternative<config::Ready>(read));
  EXPECT_EQ(options.timeout, 2s);
  EXPECT_EQ(options.listen, (config::Address{"0.0.0.0", 81}));
}

}  // namespace
}  // namespace boomerang::app
