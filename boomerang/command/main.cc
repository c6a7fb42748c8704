// The wiring of the program `boomerang`.

#include <filesystem>
#include <iostream>

#include "boomerang/base/random.h"
#include "boomerang/base/system_clock.h"
#include "boomerang/command/check.h"
#include "boomerang/command/description.h"
#include "boomerang/command/gateway.h"
#include "boomerang/command/gateway_file.h"
#include "boomerang/command/health.h"
#include "boomerang/command/keys.h"
#include "boomerang/command/topics_list.h"
#include "boomerang/command/topics_tail.h"
#include "boomerang/command/version.h"
#include "boomerang/config/command_line.h"

int main(int argc, char** argv) {
  using namespace boomerang;

  const SystemClock clock;
  SystemRandom random;
  const auto environment = config::this_environment();
  command::TopicsList topics_list(std::cout, std::cerr);
  command::TopicsTail topics_tail(clock, std::cout, std::cerr);
  command::Gateway gateway;
  command::Check check(environment, std::cout, std::cerr);
  command::Description description(
      [&](const std::filesystem::path& file) { return command::read_api(file, environment); },
      std::cout, std::cerr);
  command::Keys keys(random, std::cin, std::cout, std::cerr);
  command::Health health(clock, std::cout, std::cerr);
  command::VersionCommand version;
  const config::Command topics = {
      .name = "topics",
      .about = "Looks into the topics of an embedded log, also while a process has it open.",
      .commands = {topics_list.command(), topics_tail.command()}};
  const config::Command program = {
      .name = "boomerang",
      .about =
          "Serves routes that are written in a file, and looks into what Boomerang does: its "
          "topics, events and outcomes.",
      .version = command::version_text(),
      .commands = {gateway.command(), check.command(), description.openapi_command(),
                   description.asyncapi_command(), keys.command(), topics, health.command(),
                   version.command()}};
  return config::run_main(program, argc, argv);
}
