#pragma once

// How a program learns what it is to do: from its flags, else its environment, else a TOML file,
// else its defaults.
//
// All that is wrong is told at once, each line with the flag, the variable or the place in the
// file, what was given and what is expected.

#include <span>
#include <string>
#include <variant>
#include <vector>

#include "boomerang/config/command.h"
#include "boomerang/config/environment.h"

namespace boomerang::config {

inline constexpr int exit_failed = 1;
inline constexpr int exit_usage = 2;

// What a command was given, for reading it again: as read_command_line() takes it when the command
// is the whole program.
struct Given {
  std::vector<std::string> words = {};  // The command's flags, "--name=value" each.
  Environment environment = {};
};

// The variables hold what was settled; run the command.
struct Ready {
  const Command* command;         // One of `program`'s, or `program` itself.
  std::vector<Setting> settings;  // Of all the command's options, in their order.
  Given given;
};

// Print `text` and end with `exit_code`: to stdout if that is 0, else to stderr.
struct Done {
  std::string text;
  int exit_code = 0;
};

// `words` are those after the program's name. After Done the variables hold what could be set.
std::variant<Ready, Done> read_command_line(const Command& program,
                                            std::span<const std::string> words,
                                            const Environment& environment);

// What main() has to do: reads, prints what is to be printed, runs the command. Gives the exit
// code: that of the command, but 1 and a line on stderr if what it printed could not be written.
int run_main(const Command& program, int argc, const char* const* argv);

}  // namespace boomerang::config
