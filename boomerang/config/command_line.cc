#include "boomerang/config/command_line.h"

#include <algorithm>
#include <cstdio>
#include <string_view>

#include "boomerang/config/flags.h"
#include "boomerang/config/help.h"
#include "boomerang/config/suggestion.h"
#include "boomerang/config/toml_file.h"

namespace boomerang::config {
namespace {

constexpr std::string_view variable_prefix = "BOOMERANG_";
// Read elsewhere, before there is any configuration: base/kill_point.h.
constexpr std::string_view kill_point_variable = "BOOMERANG_KILL_AT";

// Every option of the program: another command's variable or key is no mistake, as one environment
// and one file serve them all.
void collect(const Command& command, std::vector<const Option*>& options) {
  for (const auto& option : command.options) options.push_back(&option);
  for (const auto& one : command.commands) collect(one, options);
}

class Settling {
 public:
  Settling(const Command& program, const Flags& flags, const Environment& environment)
      : flags_(flags), environment_(environment), errors_(flags.errors) {
    collect(program, all_options_);
    for (const auto& option : flags.command->options) {
      settings_.push_back({option.name, "", "default"});
    }
  }

  // The last to set a variable wins.
  void settle() {
    take_config_path();
    if (reads_file_) take_file();
    take_environment();
    take_flags();
    take_arguments();
    for (std::size_t i = 0; i < settings_.size(); ++i) {
      settings_[i].value = flags_.command->options[i].value.text();
    }
  }

  const std::vector<std::string>& errors() const { return errors_; }
  std::vector<Setting> settings() { return std::move(settings_); }

 private:
  void set(const Option& option, const std::string& value, const std::string& origin,
           std::string_view separator) {
    const auto done = option.value.set(value);
    if (!done) {
      errors_.push_back(origin + std::string(separator) + shown(value) + ": " + done.fault().what);
    }
    const auto at = &option - flags_.command->options.data();
    settings_[static_cast<std::size_t>(at)].origin = origin;
  }

  static std::string shown(std::string_view value) {
    constexpr std::size_t shown_max = 80;
    if (value.empty()) return "\"\"";
    return std::string(value.substr(0, shown_max)) + (value.size() > shown_max ? "..." : "");
  }

  // The file is named by a flag or the environment, and read before either counts.
  void take_config_path() {
    const Option* option = find(flags_.command->options, "config");
    if (option == nullptr) return;
    strict_ = true;
    const auto variable = environment_.find(variable_of(*option));
    if (variable != environment_.end()) {
      config_path_ = variable->second;
      reads_file_ = true;
    }
    for (const auto& given : flags_.given) {
      if (given.option != option) continue;
      config_path_ = given.value;
      reads_file_ = true;
    }
    reads_file_ = reads_file_ && !config_path_.empty();  // Else take_environment() complains.
  }

  void take_file() {
    const auto entries = read_toml_file(config_path_);
    if (!entries) {
      errors_.push_back(entries.fault().what);
      return;
    }
    for (const auto& entry : *entries) take_entry(entry);
  }

  void take_entry(const FileEntry& entry) {
    const auto takes = [&](const Option& option) {
      return option.reach == Reach::file && key_of(option) == entry.key;
    };
    const auto& options = flags_.command->options;
    const auto option = std::find_if(options.begin(), options.end(), takes);
    if (option != options.end()) {
      if (option->value.form == entry.form) {
        set(*option, entry.value, entry.place, ": " + entry.key + " = ");
      } else {
        errors_.push_back(entry.place + ": " + entry.key + " = " + shown(entry.value) + ": " +
                          expected_form(*option));
      }
      return;
    }
    std::vector<std::string> known;
    for (const Option* one : all_options_) {
      if (takes(*one)) return;
      if (one->reach == Reach::file) known.push_back(key_of(*one));
    }
    errors_.push_back(entry.place + ": unknown key " + entry.key + suggestion(entry.key, known));
  }

  static std::string expected_form(const Option& option) {
    switch (option.value.form) {
      case Value::Form::text:
        return "expected a text in quotes";
      case Value::Form::number:
        return "expected a whole number, without quotes";
      case Value::Form::on_off:
        return "expected true or false, without quotes";
    }
    return "";
  }

  void take_environment() {
    for (const auto& option : flags_.command->options) {
      if (option.reach == Reach::flag) continue;
      const auto variable = environment_.find(variable_of(option));
      if (variable != environment_.end()) set(option, variable->second, variable->first, "=");
    }
    if (!strict_) return;
    std::vector<std::string> known;
    for (const Option* option : all_options_) {
      if (option->reach != Reach::flag) known.push_back(variable_of(*option));
    }
    for (const auto& [name, value] : environment_) {
      if (!name.starts_with(variable_prefix) || name == kill_point_variable) continue;
      if (std::find(known.begin(), known.end(), name) != known.end()) continue;
      errors_.push_back("unknown environment variable " + name + suggestion(name, known));
    }
  }

  void take_flags() {
    for (const auto& given : flags_.given) set(*given.option, given.value, given.as, " ");
  }

  void take_arguments() {
    const auto& arguments = flags_.command->arguments;
    for (std::size_t i = 0; i < std::min(arguments.size(), flags_.arguments.size()); ++i) {
      const auto done = arguments[i].value.set(flags_.arguments[i]);
      if (done) continue;
      errors_.push_back(arguments[i].value.name + " " + shown(flags_.arguments[i]) + ": " +
                        done.fault().what);
    }
  }

  const Flags& flags_;
  const Environment& environment_;
  std::vector<const Option*> all_options_;
  std::vector<Setting> settings_;
  std::vector<std::string> errors_;
  std::string config_path_;
  bool reads_file_ = false;
  bool strict_ = false;
};

}  // namespace

std::variant<Ready, Done> read_command_line(const Command& program,
                                            std::span<const std::string> words,
                                            const Environment& environment) {
  const Flags flags = read_flags(program, words);
  if (flags.wish == Flags::Wish::help) return Done{help_text(*flags.command, flags.path), 0};
  if (flags.wish == Flags::Wish::version) return Done{program.name + " " + program.version + "\n"};

  Settling settling(program, flags, environment);
  settling.settle();
  if (settling.errors().empty()) return Ready{flags.command, settling.settings()};
  std::string text;
  for (const auto& error : settling.errors()) text += flags.path + ": " + error + "\n";
  if (!flags.errors.empty()) text += "See " + flags.path + " --help.\n";
  return Done{text, exit_usage};
}

int run_main(const Command& program, int argc, const char* const* argv) {
  const std::vector<std::string> words(argv + std::min(argc, 1), argv + argc);
  const auto read = read_command_line(program, words, this_environment());
  if (const auto* ready = std::get_if<Ready>(&read)) return ready->command->run(ready->settings);
  const auto& done = std::get<Done>(read);
  std::fputs(done.text.c_str(), done.exit_code == 0 ? stdout : stderr);
  return done.exit_code;
}

}  // namespace boomerang::config
