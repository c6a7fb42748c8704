#pragma once

// What a program understands, as data: its commands, their options and their arguments. The help
// (help.h) and the reading of it (command_line.h) are made from this one list.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "boomerang/config/value.h"

namespace boomerang::config {

// Where an option may be given.
enum class Reach {
  flag,         // Only as a flag: what this one run is to do.
  environment,  // As a flag or a variable.
  file,         // Anywhere: how a service is set up.
};

// One setting under its three names: --handler-delay, BOOMERANG_HANDLER_DELAY, handler_delay.
struct Option {
  std::string name = {};  // "handler-delay": lower-case words.
  char letter = 0;        // 'n' for -n as well; 0 for none.
  Value value = {};
  std::string help = {};  // A sentence or two.
  Reach reach = Reach::file;
  std::string group = "Options";  // The heading it stands under in help.
};

std::string flag_of(const Option& option);
std::string variable_of(const Option& option);
std::string key_of(const Option& option);

// The option --config: a command that has it reads the TOML file that `file` comes to name, and
// is strict about its environment. Commands without one share theirs with services, and so
// take only the variables that they know.
Option config_file(std::filesystem::path& file);

enum class Need { required, optional };

// What stands on the command line without a flag, in order. The optional ones come last.
struct Argument {
  Value value = {};  // Named by value.name: "TOPIC".
  std::string help = {};
  Need need = Need::required;
};

struct Example {
  std::string line = {};
  std::string says = {};
};

// One option as it was settled.
struct Setting {
  std::string name;    // "handler-delay"
  std::string value;   // As a flag would have it.
  std::string origin;  // "--handler-delay", "BOOMERANG_X", "boomerang.toml:3:1" or "default".

  bool operator==(const Setting&) const = default;
};

// A program, or one of its commands. One that has commands is never run by itself.
struct Command {
  std::string name = {};
  std::string about = {};    // The first sentence stands in the list of commands.
  std::string version = {};  // Of the program: what --version prints.
  std::vector<Option> options = {};
  std::vector<Argument> arguments = {};
  std::vector<Example> examples = {};
  std::vector<Command> commands = {};

  // Does it, once the variables are set, and gives the exit code. The settings are those of all
  // its options, in their order.
  std::function<int(const std::vector<Setting>&)> run = {};
};

// The one called `name`, or null.
const Command* find(const std::vector<Command>& commands, std::string_view name);
const Option* find(const std::vector<Option>& options, std::string_view name);

}  // namespace boomerang::config
