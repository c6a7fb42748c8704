#pragma once

// What a program understands, as data: its commands, their options and their arguments. The help
// (help.h) and the reading of it (command_line.h) are made from this one list.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "boomerang/base/result.h"
#include "boomerang/config/value.h"

namespace boomerang::config {

// Where an option may be given.
enum class Reach {
  flag,         // Only as a flag: what this one run is to do.
  environment,  // As a flag or a variable.
  file,         // Anywhere: how a service is set up.
};

// Whether the value may be shown to whoever reads the log, or is not to be seen anywhere.
enum class Secrecy {
  open,
  // May hold a password. Shown as ***, and may be held in a file of its own: the variable with
  // _FILE added, or name = { file = "/path" } in TOML, names it.
  secret,
};

// One setting under its three names: --handler-delay, BOOMERANG_HANDLER_DELAY, handler_delay.
struct Option {
  std::string name = {};  // "handler-delay": lower-case words.
  char letter = 0;        // 'n' for -n as well; 0 for none.
  Value value = {};
  std::string help = {};  // A sentence or two.
  Reach reach = Reach::file;
  std::string group = "Options";  // The heading it stands under in help.
  Secrecy secrecy = Secrecy::open;
  // Its key in the file, when that is not its name: "broker.url". TOML has no room for both a value
  // `broker` and a table [broker.kafka].
  std::string key = {};
};

std::string flag_of(const Option& option);
std::string variable_of(const Option& option);
std::string key_of(const Option& option);

// Settings whose names are not ours to list, such as those of a library: a table of the TOML file
// and the variables that begin with its name. There are no flags for them: what may be a password
// does not belong in a list of processes.
//
//   [broker.kafka]
//   security.protocol = "ssl"                              # set("security.protocol", "ssl")
//   "sasl.password" = { file = "/run/secrets/kafka" }      # set("sasl.password", <its content>)
//   BOOMERANG_BROKER_KAFKA_SASL_PASSWORD=x                 # set("sasl.password", "x")
//   BOOMERANG_BROKER_KAFKA_SASL_PASSWORD_FILE=/run/x       # set("sasl.password", <its content>)
//
// A variable is read in lower case, with . for _. A key that has capitals, _ or an end in .file can
// be given in the file only.
struct Section {
  std::string name = {};  // "broker.kafka"
  std::string help = {};

  // Numbers and truths of the file come as their text: "5", "true". A key that is given again
  // replaces its value: first comes the file, in its order, then the environment.
  //
  // Fails: invalid  `what` says what is expected, and does not repeat the value
  std::function<Result<void>(const std::string& key, const std::string& value)> set = {};
};

std::string variable_prefix_of(const Section& section);  // "BOOMERANG_BROKER_KAFKA_"

// The option --config: a command that has it reads the TOML file that `file` comes to name, and
// is strict about its environment. Commands without one share theirs with services, and so
// take only the variables that they know. (An option of that name which is a flag only is like any
// other.)
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
  std::string value;   // As a flag would have it; "***" for a secret that is not empty.
  std::string origin;  // "--handler-delay", "BOOMERANG_X", "boomerang.toml:3:1" or "default".

  bool operator==(const Setting&) const = default;
};

// What an exit code means.
struct ExitCode {
  std::string code = {};
  std::string says = {};
};

struct Ready;

// A program, or one of its commands. One that has commands is never run by itself.
struct Command {
  std::string name = {};
  std::string about = {};    // The first sentence stands in the list of commands.
  std::string version = {};  // Of the program: what --version prints.
  std::vector<Option> options = {};
  std::vector<Section> sections = {};
  // Tables of the file that the program reads by other means, with all that is in them: "route" for
  // [[route]].
  std::vector<std::string> tables = {};
  std::vector<Argument> arguments = {};
  std::vector<Example> examples = {};
  std::vector<Command> commands = {};
  std::vector<ExitCode> exit_codes = {};  // Where they are not what most commands mean by them.

  // Does it, once the variables are set, and gives the exit code.
  std::function<int(const Ready&)> run = {};
};

// The one called `name`, or null.
const Command* find(const std::vector<Command>& commands, std::string_view name);
const Option* find(const std::vector<Option>& options, std::string_view name);

}  // namespace boomerang::config
