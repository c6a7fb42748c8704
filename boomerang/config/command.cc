#include "boomerang/config/command.h"

#include <algorithm>

namespace boomerang::config {
namespace {

std::string with_underscores(std::string name) {
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

std::string as_variable(std::string name) {
  for (char& c : name) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == '-' || c == '.') c = '_';
  }
  return name;
}

template <typename T>
const T* find_named(const std::vector<T>& all, std::string_view name) {
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const T& one) { return one.name == name; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace

std::string flag_of(const Option& option) { return "--" + option.name; }

std::string variable_of(const Option& option) { return "BOOMERANG_" + as_variable(option.name); }

std::string key_of(const Option& option) {
  return option.key.empty() ? with_underscores(option.name) : option.key;
}

std::string variable_prefix_of(const Section& section) {
  return "BOOMERANG_" + as_variable(section.name) + "_";
}

Option config_file(std::filesystem::path& file) {
  return {.name = "config",
          .letter = 'c',
          .value = path(file, "FILE"),
          .help =
              "A TOML file with any of these settings, under their names with _ for -. "
              "Flags win over the environment, and the environment over the file.",
          .reach = Reach::environment};
}

const Command* find(const std::vector<Command>& commands, std::string_view name) {
  return find_named(commands, name);
}

const Option* find(const std::vector<Option>& options, std::string_view name) {
  return find_named(options, name);
}

}  // namespace boomerang::config
