#include "boomerang/config/command_line.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <iostream>
#include <optional>
#include <string_view>

#include "boomerang/base/printable.h"
#include "boomerang/config/flags.h"
#include "boomerang/config/help.h"
#include "boomerang/config/secret_file.h"
#include "boomerang/config/suggestion.h"
#include "boomerang/config/toml_file.h"

namespace boomerang::config {
namespace {

constexpr std::string_view variable_prefix = "BOOMERANG_";
constexpr std::string_view file_ending = "_FILE";
// Read elsewhere, before there is any configuration: base/kill_point.h.
constexpr std::string_view kill_point_variable = "BOOMERANG_KILL_AT";

// All that a program and its commands take: another command's variable or key is no mistake, as one
// environment and one file serve them all.
struct Taken {
  std::vector<const Option*> options;
  std::vector<const Section*> sections;
  std::vector<std::string> tables;
};

void collect(const Command& command, Taken& taken) {
  for (const auto& option : command.options) taken.options.push_back(&option);
  for (const auto& section : command.sections) taken.sections.push_back(&section);
  taken.tables.insert(taken.tables.end(), command.tables.begin(), command.tables.end());
  for (const auto& one : command.commands) collect(one, taken);
}

// "route" of "route[0].path".
std::string_view table_of(std::string_view key) { return key.substr(0, key.find_first_of("[.")); }

std::string key_prefix_of(const Section& section) { return section.name + "."; }

// The one whose prefix leads `name`, the longest if several do, or null.
const Section* section_of(const std::vector<const Section*>& sections, std::string_view name,
                          std::string (*prefix_of)(const Section&)) {
  const Section* found = nullptr;
  for (const Section* section : sections) {
    const std::string prefix = prefix_of(*section);
    if (!name.starts_with(prefix) || name.size() == prefix.size()) continue;
    if (found == nullptr || section->name.size() > found->name.size()) found = section;
  }
  return found;
}

// What `name` would be in a section whose prefix it nearly has: a.kafak.b is a slip of a.kafka.b.
std::vector<std::string> likely_in(const std::vector<const Section*>& sections,
                                   std::string_view name,
                                   std::string (*prefix_of)(const Section&)) {
  std::vector<std::string> likely;
  for (const Section* section : sections) {
    const std::vector<std::string> prefix = {prefix_of(*section)};
    const char separator = prefix[0].back();
    std::size_t end = 0;  // Of as many words as the prefix has.
    for (auto words = std::count(prefix[0].begin(), prefix[0].end(), separator); words > 0;
         --words) {
      end = name.find(separator, end);
      if (end == std::string_view::npos) break;
      ++end;
    }
    if (end >= name.size() || suggestion(name.substr(0, end), prefix).empty()) continue;
    likely.push_back(prefix[0] + std::string(name.substr(end)));
  }
  return likely;
}

class Settling {
 public:
  Settling(const Command& program, const Flags& flags, const Environment& environment)
      : flags_(flags), environment_(environment), errors_(flags.errors) {
    collect(program, taken_);
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
      const Option& option = flags_.command->options[i];
      settings_[i].value = option.value.text();
      if (is_secret(option) && !settings_[i].value.empty()) settings_[i].value = "***";
    }
  }

  const std::vector<std::string>& errors() const { return errors_; }
  std::vector<Setting> settings() { return std::move(settings_); }

 private:
  static bool is_secret(const Option& option) { return option.secrecy == Secrecy::secret; }

  void set(const Option& option, const std::string& value, const std::string& origin,
           std::string_view separator) {
    const auto done = option.value.set(value);
    if (!done) {
      errors_.push_back(origin + std::string(separator) + shown(option, value) + ": " +
                        done.fault().what);
    }
    const auto at = &option - flags_.command->options.data();
    settings_[static_cast<std::size_t>(at)].origin = origin;
  }

  static std::string shown(const Option& option, std::string_view value) {
    return is_secret(option) ? "***" : shown(value);
  }

  static std::string shown(std::string_view value) {
    constexpr std::size_t shown_max = 80;
    if (value.empty()) return "\"\"";
    return shortened(value, shown_max);
  }

  // What the file holds that `asked_by` names; nothing, and an error, when that cannot be had.
  std::optional<std::string> secret_in(const std::string& file, const std::string& asked_by) {
    auto secret = read_secret_file(file);
    if (secret) return std::move(*secret);
    errors_.push_back(asked_by + ": " + secret.fault().what);
    return std::nullopt;
  }

  // The file is named by a flag or the environment, and read before either counts.
  void take_config_path() {
    const Option* option = find(flags_.command->options, "config");
    if (option == nullptr || option->reach == Reach::flag) return;
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
    if (option != options.end()) return take_option_entry(*option, entry);
    const std::string_view table = table_of(entry.key);
    const auto& tables = taken_.tables;
    if (std::find(tables.begin(), tables.end(), table) != tables.end()) return;
    if (entry.is_empty_table() && is_table(entry.key)) return;
    std::vector<std::string> known = likely_in(taken_.sections, entry.key, key_prefix_of);
    for (const auto& one : tables) known.push_back(one + entry.key.substr(table.size()));
    for (const Option* one : taken_.options) {
      if (takes(*one)) return;
      if (one->reach == Reach::file) known.push_back(key_of(*one));
    }
    if (const Section* section = section_of(taken_.sections, entry.key, key_prefix_of)) {
      if (is_ours(*section)) take_section_entry(*section, entry);
      return;
    }
    errors_.push_back(entry.place + ": unknown key " + entry.key + suggestion(entry.key, known));
  }

  // Whether something is set in a table of that name: "broker" for broker.url.
  bool is_table(const std::string& name) const {
    return std::any_of(taken_.options.begin(), taken_.options.end(),
                       [&](const Option* one) { return key_of(*one).starts_with(name + "."); }) ||
           std::any_of(taken_.sections.begin(), taken_.sections.end(), [&](const Section* one) {
             return (one->name + ".").starts_with(name + ".");
           });
  }

  void take_option_entry(const Option& option, const FileEntry& entry) {
    const std::string key = entry.place + ": " + entry.key;
    if (entry.held == Held::in_file) {
      if (!is_secret(option)) {
        errors_.push_back(key + ": only a secret may be held in a file of its own");
      } else if (const auto secret = secret_in(entry.value, key)) {
        set(option, *secret, entry.place, ": " + entry.key + " = ");
      }
    } else if (option.value.form != entry.form) {
      errors_.push_back(key + " = " + shown(option, entry.value) + ": " + expected_form(option));
    } else {
      set(option, entry.value, entry.place, ": " + entry.key + " = ");
    }
  }

  void take_section_entry(const Section& section, const FileEntry& entry) {
    const std::string origin = entry.place + ": " + entry.key;
    const std::string key = entry.key.substr(key_prefix_of(section).size());
    if (!entry.form) {
      errors_.push_back(origin + ": expected a text, a whole number or a truth");
      return;
    }
    if (entry.held == Held::here) return set(section, key, entry.value, origin);
    if (const auto secret = secret_in(entry.value, origin)) set(section, key, *secret, origin);
  }

  void set(const Section& section, const std::string& key, const std::string& value,
           const std::string& origin) {
    const auto done = section.set(key, value);
    if (!done) errors_.push_back(origin + ": " + done.fault().what);
  }

  bool is_ours(const Section& section) const {
    const auto& ours = flags_.command->sections;
    return std::any_of(ours.begin(), ours.end(),
                       [&](const Section& one) { return &one == &section; });
  }

  static std::string expected_form(const Option& option) {
    switch (option.value.form) {
      case Value::Form::text:
        return option.value.name == "DURATION" ? "expected a text in quotes, such as \"5s\""
                                               : "expected a text in quotes";
      case Value::Form::number:
        return "expected a whole number, without quotes";
      case Value::Form::on_off:
        return "expected true or false, without quotes";
    }
    return "";
  }

  void take_environment() {
    for (const auto& option : flags_.command->options) {
      if (option.reach != Reach::flag) take_variables(option);
    }
    std::vector<std::string> known;
    for (const Option* option : taken_.options) {
      if (option->reach == Reach::flag) continue;
      known.push_back(variable_of(*option));
      if (is_secret(*option)) known.push_back(known.back() + std::string(file_ending));
    }
    for (const auto& [name, value] : environment_) {
      if (!name.starts_with(variable_prefix) || name == kill_point_variable) continue;
      if (std::find(known.begin(), known.end(), name) != known.end()) continue;
      if (const Section* section = section_of(taken_.sections, name, variable_prefix_of)) {
        if (is_ours(*section)) take_section_variable(*section, name, value);
      } else if (strict_) {
        auto candidates = likely_in(taken_.sections, name, variable_prefix_of);
        candidates.insert(candidates.end(), known.begin(), known.end());
        errors_.push_back("unknown environment variable " + name + suggestion(name, candidates));
      }
    }
  }

  void take_variables(const Option& option) {
    const auto variable = environment_.find(variable_of(option));
    if (variable != environment_.end()) set(option, variable->second, variable->first, "=");
    if (!is_secret(option)) return;
    const auto file = environment_.find(variable_of(option) + std::string(file_ending));
    if (file == environment_.end() || is_given_twice(file->first)) return;
    if (const auto secret = secret_in(file->second, file->first)) {
      set(option, *secret, file->first, ": ");
    }
  }

  void take_section_variable(const Section& section, const std::string& name,
                             const std::string& value) {
    std::string key = name.substr(variable_prefix_of(section).size());
    const bool is_in_file = key.ends_with(file_ending) && key.size() > file_ending.size();
    if (is_in_file) key.resize(key.size() - file_ending.size());
    for (char& c : key) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
      if (c == '_') c = '.';
    }
    if (!is_in_file) return set(section, key, value, name);
    if (is_given_twice(name)) return;
    if (const auto secret = secret_in(value, name)) set(section, key, *secret, name);
  }

  // Whether the value is given as well, beside this variable that names its file.
  bool is_given_twice(const std::string& file_variable) {
    const std::string name = file_variable.substr(0, file_variable.size() - file_ending.size());
    if (!environment_.contains(name)) return false;
    errors_.push_back(file_variable + ": " + name + " is set as well; keep one of them");
    return true;
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
  Taken taken_;
  std::vector<Setting> settings_;
  std::vector<std::string> errors_;
  std::string config_path_;
  bool reads_file_ = false;
  bool strict_ = false;
};

std::vector<std::string> words_of(const Flags& flags) {
  std::vector<std::string> words;
  for (const auto& given : flags.given) words.push_back(flag_of(*given.option) + "=" + given.value);
  return words;
}

int run(const Command& program, const std::vector<std::string>& words) {
  const auto read = read_command_line(program, words, this_environment());
  if (const auto* ready = std::get_if<Ready>(&read)) return ready->command->run(*ready);
  const auto& done = std::get<Done>(read);
  std::fputs(done.text.c_str(), done.exit_code == 0 ? stdout : stderr);
  return done.exit_code;
}

}  // namespace

std::variant<Ready, Done> read_command_line(const Command& program,
                                            std::span<const std::string> words,
                                            const Environment& environment) {
  const Flags flags = read_flags(program, words);
  if (flags.wish == Flags::Wish::help) return Done{help_text(*flags.command, flags.path), 0};
  if (flags.wish == Flags::Wish::version) return Done{program.name + " " + program.version + "\n"};

  Settling settling(program, flags, environment);
  settling.settle();
  if (settling.errors().empty()) {
    return Ready{flags.command, settling.settings(), {words_of(flags), environment}};
  }
  std::string text;
  for (const auto& error : settling.errors()) text += flags.path + ": " + printable(error) + "\n";
  if (!flags.errors.empty()) text += "See " + flags.path + " --help.\n";
  return Done{text, exit_usage};
}

int run_main(const Command& program, int argc, const char* const* argv) {
  const std::vector<std::string> words(argv + std::min(argc, 1), argv + argc);
  const int code = run(program, words);
  // Both, as commands print by either.
  errno = 0;
  std::cout.flush();
  const bool is_flushed = std::fflush(stdout) == 0;
  if (std::cout && is_flushed && std::ferror(stdout) == 0) return code;
  std::fprintf(stderr, "%s: what was printed could not be written%s%s\n", program.name.c_str(),
               errno == 0 ? "" : ": ", errno == 0 ? "" : std::strerror(errno));
  return code == 0 ? exit_failed : code;
}

}  // namespace boomerang::config
