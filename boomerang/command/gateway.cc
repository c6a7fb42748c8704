#include "boomerang/command/gateway.h"

namespace boomerang::command {

Gateway::Gateway()
    : application_("gateway",
                   "Serves the routes of a file: each request becomes an event on Kafka, and what "
                   "a worker says of it is the answer. The workers are programs of yours, in any "
                   "language.") {
  application_.only_gateway();
  application_.routes_from_file();
  application_.sample({.path = "", .body = ""});
}

config::Command Gateway::command() {
  config::Command command = application_.command(options_);
  command.examples = {{"boomerang check --config payments.toml", "looks for mistakes first"},
                      {"boomerang gateway --config payments.toml --broker kafka://127.0.0.1:9093",
                       "serves on port 8080"}};
  return command;
}

}  // namespace boomerang::command
