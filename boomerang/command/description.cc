#include "boomerang/command/description.h"

#include <ostream>

#include "boomerang/command/exit_code.h"
#include "boomerang/describe/asyncapi.h"
#include "boomerang/describe/openapi.h"

namespace boomerang::command {
namespace {

config::Option routes_file(std::filesystem::path& file) {
  config::Option option = config::config_file(file);
  option.help = "The TOML file that has the routes.";
  return option;
}

}  // namespace

config::Command Description::openapi_command() {
  return {.name = "openapi",
          .about =
              "Describes the routes of a configuration file to HTTP clients, as OpenAPI 3.1. "
              "Documentation, clients and tests can be made from it.",
          .options = {routes_file(config_)},
          .examples = {{.line = "boomerang openapi --config gateway.toml > openapi.json",
                        .says = "Keeps it where a change can be seen."}},
          .run = [this](const auto&) { return run(describe::openapi); }};
}

config::Command Description::asyncapi_command() {
  return {.name = "asyncapi",
          .about =
              "Describes the topics of the routes of a configuration file to workers, as AsyncAPI "
              "3.0. The operations are a worker's.",
          .options = {routes_file(config_)},
          .examples = {{.line = "boomerang asyncapi --config gateway.toml > asyncapi.json",
                        .says = "Keeps it where a change can be seen."}},
          .run = [this](const auto&) { return run(describe::asyncapi); }};
}

int Description::run(Describe describe) {
  if (config_.empty()) {
    return tell({FaultKind::invalid, "give --config FILE, the file that has the routes"}, err_);
  }
  const auto api = read_(config_);
  if (!api) return tell(api.fault(), err_);
  const auto document = describe(api->routes, api->options);
  if (!document) return tell(document.fault(), err_);
  out_ << *document;
  return 0;
}

}  // namespace boomerang::command
