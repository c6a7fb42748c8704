#include "boomerang/command/gateway_file.h"

#include <sstream>
#include <utility>
#include <variant>

#include "boomerang/command/check_text.h"
#include "boomerang/command/gateway.h"
#include "boomerang/config/command_line.h"
#include "boomerang/routing/route_file.h"

namespace boomerang::command {
namespace {

void add_lines(std::vector<std::string>& lines, const std::string& text,
               const std::string& prefix = "") {
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    lines.push_back(line.starts_with(prefix) ? line.substr(prefix.size()) : line);
  }
}

}  // namespace

GatewayFile read_gateway_file(const std::filesystem::path& file,
                              const config::Environment& environment) {
  GatewayFile result;
  Gateway gateway;
  const config::Command program = {.name = "boomerang", .commands = {gateway.command()}};
  const std::vector<std::string> words = {"gateway", "--config", file.string()};
  const auto settings = config::read_command_line(program, words, environment);
  if (const auto* done = std::get_if<config::Done>(&settings)) {
    add_lines(result.mistakes, done->text, "boomerang gateway: ");
  }
  // Also when there are mistakes, so that all are told at once.
  const auto read = routing::read_routes(file);
  if (!read) {
    add_lines(result.mistakes, read.fault().what);
  } else if (read->routes.empty()) {
    result.mistakes.push_back(file.string() + ": has no [[route]]; add one");
  }
  result.mistakes = in_order(std::move(result.mistakes), file);
  if (!result.mistakes.empty()) return result;
  auto declared = gateway.declare();
  if (!declared) {  // Somebody is changing the file.
    add_lines(result.mistakes, declared.fault().what);
    return result;
  }
  result.declared = *std::move(declared);
  result.described = app::describe_options(result.declared, gateway.options());
  return result;
}

Result<Description::Api> read_api(const std::filesystem::path& file,
                                  const config::Environment& environment) {
  auto read = read_gateway_file(file, environment);
  if (!read.mistakes.empty()) {
    std::string what;
    for (const auto& mistake : read.mistakes) what += (what.empty() ? "" : "\n") + mistake;
    return Fault{FaultKind::invalid, what};
  }
  return Description::Api{std::move(read.declared.routes), std::move(read.described)};
}

}  // namespace boomerang::command
