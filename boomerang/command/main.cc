// The wiring of the program `boomerang`.

#include "boomerang/command/version.h"
#include "boomerang/config/command_line.h"

int main(int argc, char** argv) {
  using namespace boomerang;

  command::VersionCommand version;
  const config::Command program = {
      .name = "boomerang",
      .about =
          "Looks into what Boomerang does: its topics, events and outcomes. Nothing is ever "
          "changed.",
      .version = command::version_text(),
      .commands = {version.command()}};
  return config::run_main(program, argc, argv);
}
