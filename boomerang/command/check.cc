#include "boomerang/command/check.h"

#include <ostream>
#include <utility>

#include "boomerang/base/printable.h"
#include "boomerang/command/check_text.h"
#include "boomerang/command/gateway_file.h"
#include "boomerang/config/command_line.h"
#include "boomerang/config/text_file.h"
#include "boomerang/config/toml_file.h"

namespace boomerang::command {
namespace {

constexpr int wrong = 1;
constexpr int unreadable = config::exit_usage;

Checked check(const std::filesystem::path& file, const config::Environment& environment) {
  auto read = read_gateway_file(file, environment);
  if (!read.mistakes.empty()) return {{file}, {}, std::move(read.mistakes)};
  return {std::move(read.declared.files), std::move(read.declared.routes), {}};
}

}  // namespace

config::Command Check::command() {
  return {
      .name = "check",
      .about =
          "Reads a configuration file, with the files that it names, as the gateway would when it "
          "starts, and tells all that is wrong. No port is opened, and nobody is spoken to.",
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
      .exit_codes = {{"0", "The file is good."},
                     {"1",
                      "Something in it is wrong, or in a file that it names; stdout says "
                      "what."},
                     {"2",
                      "It cannot be read, or the command line is wrong; stderr says "
                      "what."}},
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
  const auto text = config::read_text_file(file, config::toml_file_bytes_max);
  if (!text) {
    err_ << "boomerang check: " << printable(text.fault().what) << "\n";
    return unreadable;
  }
  const Checked checked = check(file, environment_);
  out_ << (json_ ? check_json(checked) : check_text(checked));
  return checked.mistakes.empty() ? 0 : wrong;
}

}  // namespace boomerang::command
