#pragma once

// Which words of a command line are commands, flags, values and arguments. Sets nothing.
//
//   --name VALUE  --name=VALUE  -n VALUE  -nVALUE  -f  -fn VALUE
//
// An on_off flag takes a value only after "=". After "--" all words are arguments. Other flags
// take the next word, unless that looks like a flag: such a value is given after "=".
// Source: POSIX.1-2017, XBD section 12.2, and the long options of GNU.

#include <span>
#include <string>
#include <vector>

#include "boomerang/config/command.h"

namespace boomerang::config {

struct Flags {
  struct Given {
    const Option* option;
    std::string as;  // As it was written: "-n".
    std::string value;
  };

  enum class Wish { run, help, version };

  const Command* command = nullptr;  // The innermost that was named; never null when read.
  std::string path;                  // "boomerang topics tail"
  Wish wish = Wish::run;
  std::vector<Given> given;
  std::vector<std::string> arguments;
  std::vector<std::string> errors;  // Sentences. Empty if all is well.
};

// `words` are those after the program's name. `program` must outlive the result.
Flags read_flags(const Command& program, std::span<const std::string> words);

}  // namespace boomerang::config
