#include "boomerang/command/gateway.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace boomerang::command {
namespace {

// Settings of those parts of an application that a gateway has not.
constexpr std::array<std::string_view, 3> others = {"database", "role", "workers"};

}  // namespace

Gateway::Gateway()
    : application_("gateway",
                   "Serves the routes of a file: each request becomes an event on Kafka, and what "
                   "a worker says of it is the answer. The workers are programs of yours, in any "
                   "language.") {
  options_.role = app::Role::gateway;
  application_.routes_from_file();
  application_.sample({.path = "", .body = ""});
}

config::Command Gateway::command() {
  config::Command command = application_.command(options_);
  std::erase_if(command.options, [](const config::Option& option) {
    return std::find(others.begin(), others.end(), option.name) != others.end();
  });
  command.examples = {{"boomerang check --config payments.toml", "looks for mistakes first"},
                      {"boomerang gateway --config payments.toml --broker kafka://127.0.0.1:9093",
                       "serves on port 8080"}};
  return command;
}

}  // namespace boomerang::command
