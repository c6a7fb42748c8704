#include "boomerang/command/check.h"

#include <ostream>
#include <sstream>
#include <variant>

#include "boomerang/command/check_text.h"
#include "boomerang/command/gateway.h"
#include "boomerang/config/command_line.h"
#include "boomerang/config/toml_file.h"
#include "boomerang/routing/route_file.h"

namespace boomerang::command {
namespace {

constexpr int wrong = 1;
constexpr int unreadable = 2;

std::vector<std::string> lines_of(const std::string& text, const std::string& prefix) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    lines.push_back(line.starts_with(prefix) ? line.substr(prefix.size()) : line);
  }
  return lines;
}

// What `boomerang gateway --config FILE` would say of the settings.
std::vector<std::string> setting_mistakes(const std::filesystem::path& file,
                                          const config::Environment& environment) {
  Gateway gateway;
  const config::Command program = {.name = "boomerang", .commands = {gateway.command()}};
  const std::vector<std::string> words = {"gateway", "--config", file.string()};
  const auto read = config::read_command_line(program, words, environment);
  const auto* done = std::get_if<config::Done>(&read);
  if (done == nullptr) return {};
  return lines_of(done->text, "boomerang gateway: ");
}

Checked check(const std::filesystem::path& file, const config::Environment& environment) {
  Checked checked;
  checked.files = {file};
  auto mistakes = setting_mistakes(file, environment);
  auto read = routing::read_routes(file);
  if (!read) {
    for (auto& line : lines_of(read.fault().what, "")) mistakes.push_back(std::move(line));
  } else if (read->routes.empty()) {
    mistakes.push_back(file.string() + ": has no [[route]]; add one");
  } else if (mistakes.empty()) {
    checked.routes = std::move(read->routes);
    checked.files = std::move(read->files);
  }
  checked.mistakes = in_order(std::move(mistakes), file);
  return checked;
}

}  // namespace

config::Command Check::command() {
  return {.name = "check",
          .about =
              "Reads a configuration file as the gateway would, and tells all that is wrong. "
              "Nothing is opened or spoken to.",
          .options = {{.name = "config",
                       .letter = 'c',
                       .value = config::path(file_, "FILE"),
                       .help = "The TOML file. Without it, what BOOMERANG_CONFIG names.",
                       .reach = config::Reach::flag},
                      {.name = "json",
                       .value = config::on_off(json_),
                       .help = "One JSON object.",
                       .reach = config::Reach::flag}},
          .examples = {{"boomerang check --config payments.toml", "exits with 0 if it is good"}},
          .run = [this](const auto&) { return run(); }};
}

std::filesystem::path Check::named_file() const {
  if (!file_.empty()) return file_;
  const auto variable = environment_.find("BOOMERANG_CONFIG");
  return variable == environment_.end() ? "" : variable->second;
}

int Check::run() {
  const auto file = named_file();
  if (file.empty()) {
    err_ << "boomerang check: name a file with --config\n";
    return unreadable;
  }
  if (std::error_code error; !std::filesystem::is_regular_file(file, error)) {
    err_ << "boomerang check: " << file.string() << ": is no file that can be read\n";
    return unreadable;
  }
  const Checked checked = check(file, environment_);
  out_ << (json_ ? check_json(checked) : check_text(checked));
  return checked.mistakes.empty() ? 0 : wrong;
}

}  // namespace boomerang::command
