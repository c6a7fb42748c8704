#include "boomerang/command/keys.h"

#include <istream>
#include <ostream>
#include <utility>

#include "boomerang/base/rfc3339.h"
#include "boomerang/command/exit_code.h"

namespace boomerang::command {
namespace {

config::Value expiry(std::optional<WallTime>& variable) {
  return {config::Value::Form::text, "TIME",
          [&variable](std::string_view given) -> Result<void> {
            const auto time = parse_rfc3339(given);
            if (time) variable = *time;
            if (time) return {};
            return Fault{FaultKind::invalid, "expected a time such as 2027-01-01T00:00:00Z"};
          },
          [&variable] { return variable ? to_rfc3339(*variable) : std::string(); }};
}

config::Value scopes(std::vector<std::string>& variable) {
  return {config::Value::Form::text, "SCOPE",
          [&variable](std::string_view given) -> Result<void> {
            variable.emplace_back(given);
            return {};
          },
          [&variable] {
            std::string all;
            for (const auto& scope : variable) all += (all.empty() ? "" : " ") + scope;
            return all;
          }};
}

}  // namespace

config::Command Keys::command() {
  auto make = subcommand("new",
                         "Makes an API key. The first line is the key, which is not shown again; "
                         "those after it are for the file of keys.",
                         &Keys::make_new);
  make.examples = {
      {"boomerang keys new billing --scope payments:write", "makes a key for the caller billing"}};
  auto digest = subcommand("hash",
                           "Reads an API key that somebody else has made from standard input, and "
                           "prints the lines for the file of keys.",
                           &Keys::hash);
  digest.examples = {{"boomerang keys hash billing < key", "leaves no key in the shell's history"}};
  return {.name = "keys", .about = "Makes API keys.", .commands = {make, digest}};
}

config::Command Keys::subcommand(std::string name, std::string about, int (Keys::*run)()) {
  return {.name = std::move(name),
          .about = std::move(about),
          .options = {{.name = "expires",
                       .value = expiry(options_.expires),
                       .help = "From when on the key is good no more. Without it, never.",
                       .reach = config::Reach::flag},
                      {.name = "scope",
                       .value = scopes(options_.scopes),
                       .help = "What its caller may do; once for each scope.",
                       .reach = config::Reach::flag}},
          .arguments = {{.value = config::text(options_.name, "NAME"),
                         .help = "What the caller is called."}},
          .run = [this, run](const auto&) { return (this->*run)(); }};
}

int Keys::make_new() {
  const auto made = auth::make_api_key(options_, random_);
  if (!made) return tell(made.fault(), err_);
  out_ << made->key << "\n\n" << made->entry;
  return 0;
}

int Keys::hash() {
  std::string key;
  std::getline(in_, key);
  const auto entry = auth::api_key_entry(options_, key);
  if (!entry) return tell(entry.fault(), err_);
  out_ << *entry;
  return 0;
}

}  // namespace boomerang::command
