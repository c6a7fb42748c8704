// The wiring of the program `boomerang`.

#include <iostream>

#include "boomerang/base/system_clock.h"
#include "boomerang/command/check.h"
#include "boomerang/command/described_routes.h"
#include "boomerang/command/description.h"
#include "boomerang/command/gateway.h"
#include "boomerang/command/health.h"
#include "boomerang/command/topics_list.h"
#include "boomerang/command/topics_tail.h"
#include "boomerang/command/version.h"
#include "boomerang/config/command_line.h"

int main(int argc, char** argv) {
  using namespace boomerang;

  const SystemClock clock;
  command::TopicsList topics_list(std::cout, std::cerr);
  command::TopicsTail topics_tail(clock, std::cout, std::cerr);
  command::Gateway gateway;
  command::Check check(config::this_environment(), std::cout, std::cerr);
  command::Description description(command::described_routes, std::cout, std::cerr);
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
                   description.asyncapi_command(), topics, health.command(), version.command()}};
  return config::run_main(program, argc, argv);
}
