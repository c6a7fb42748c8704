#include "boomerang/config/help.h"

#include <algorithm>
#include <vector>

namespace boomerang::config {
namespace {

constexpr std::size_t columns_max = 88;
constexpr std::size_t left_column_max = 30;

// One line of a list: a name, and what is said about it.
struct Line {
  std::string left;
  std::string right;
};

// Appends `text` in lines of at most `columns_max`, all but the first after `indent` spaces. The
// cursor stands at `column`.
void append_wrapped(std::string& out, std::string_view text, std::size_t indent,
                    std::size_t column) {
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    if (column > indent && column + 1 + word.size() > columns_max) {
      out += '\n';
      out.append(indent, ' ');
      column = indent;
    } else if (column > indent) {
      out += ' ';
      ++column;
    }
    out += word;
    column += word.size();
  }
  out += '\n';
}

void append_list(std::string& out, std::string_view heading, const std::vector<Line>& lines) {
  if (lines.empty()) return;
  std::size_t width = 0;
  for (const auto& line : lines) {
    if (line.left.size() <= left_column_max) width = std::max(width, line.left.size());
  }
  out.append("\n").append(heading).append(":\n");
  const std::size_t indent = width + 4;
  for (const auto& line : lines) {
    out += "  " + line.left;
    if (line.left.size() > width) {
      out += '\n';
      out.append(indent, ' ');
    } else {
      out.append(indent - 2 - line.left.size(), ' ');
    }
    append_wrapped(out, line.right, indent, indent);
  }
}

std::string first_sentence(std::string_view text) {
  const std::size_t end = text.find(". ");
  return std::string(end == std::string_view::npos ? text : text.substr(0, end + 1));
}

std::string usage_of(const Command& command) {
  std::string usage;
  if (!command.commands.empty()) usage += " COMMAND";
  for (const auto& argument : command.arguments) {
    const std::string& name = argument.value.name;
    usage += argument.need == Need::required ? " " + name : " [" + name + "]";
  }
  if (!command.options.empty()) usage += " [OPTIONS]";
  return usage;
}

Line line_of(const Option& option) {
  std::string left = option.letter == 0 ? "    " : std::string("-") + option.letter + ", ";
  left += flag_of(option);
  if (!option.value.name.empty()) left += " " + option.value.name;

  std::string notes;
  const bool secret = option.secrecy == Secrecy::secret;
  const std::string preset = secret ? "" : option.value.text();
  if (!preset.empty() && option.value.form != Value::Form::on_off) notes = "default " + preset;
  if (option.reach != Reach::flag) {
    notes += (notes.empty() ? "" : "; ") + variable_of(option);
    if (secret) notes += ", or " + variable_of(option) + "_FILE for the file that holds it";
  }
  return {left, notes.empty() ? option.help : option.help + " (" + notes + ")"};
}

void append_options(std::string& out, const Command& command) {
  std::vector<std::string> groups;
  for (const auto& option : command.options) {
    if (std::find(groups.begin(), groups.end(), option.group) == groups.end()) {
      groups.push_back(option.group);
    }
  }
  for (const auto& group : groups) {
    std::vector<Line> lines;
    for (const auto& option : command.options) {
      if (option.group == group) lines.push_back(line_of(option));
    }
    append_list(out, group, lines);
  }
}

void append_sections(std::string& out, const Command& command) {
  std::vector<Line> lines;
  for (const auto& section : command.sections) {
    const std::string variables = variable_prefix_of(section) + "KEY";
    lines.push_back({"[" + section.name + "]",
                     section.help + " (" + variables + ", or " + variables +
                         "_FILE for the file that holds the value; KEY has _ for .)"});
  }
  append_list(out, "Sections of the file", lines);
}

void append_exit_codes(std::string& out, const Command& command) {
  std::vector<Line> lines = {
      {"0", "All is well."},
      {"1", "Something failed while it ran; stderr says what."},
      {"2", "The command line, the configuration or the environment is wrong."}};
  if (!command.exit_codes.empty()) lines.clear();
  for (const auto& one : command.exit_codes) lines.push_back({one.code, one.says});
  append_list(out, "Exit codes", lines);
}

}  // namespace

std::string help_text(const Command& command, std::string_view path) {
  std::string out;
  append_wrapped(out, command.about, 0, 0);
  out.append("\nUsage: ").append(path).append(usage_of(command)).append("\n");

  std::vector<Line> commands;
  for (const auto& one : command.commands)
    commands.push_back({one.name, first_sentence(one.about)});
  append_list(out, "Commands", commands);
  std::vector<Line> arguments;
  for (const auto& one : command.arguments) arguments.push_back({one.value.name, one.help});
  append_list(out, "Arguments", arguments);
  append_options(out, command);
  append_sections(out, command);

  std::vector<Line> others = {{"-h, --help", "Show this."}};
  if (!command.version.empty()) others.push_back({"    --version", "Show the version."});
  append_list(out, "Help", others);

  if (!command.examples.empty()) out += "\nExamples:\n";
  for (const auto& example : command.examples) {
    out += "  " + example.line + "\n      " + example.says + "\n";
  }
  append_exit_codes(out, command);
  if (!command.commands.empty()) {
    out.append("\nMore about a command: ").append(path).append(" COMMAND --help\n");
  }
  return out;
}

}  // namespace boomerang::config
