#include "boomerang/command/gateway_file.h"

#include <utility>

#include "boomerang/base/system_clock.h"
#include "boomerang/command/gateway.h"

namespace boomerang::command {

GatewayFile read_gateway_file(const std::filesystem::path& file,
                              const config::Environment& environment) {
  const SystemClock clock;
  const Gateway gateway;
  auto read = gateway.configure({{"--config=" + file.string()}, environment}, clock);
  GatewayFile result;
  result.mistakes = std::move(read.mistakes);
  if (!result.mistakes.empty()) return result;
  result.declared = app::with_timeout(std::move(read.declared), read.options);
  result.described = app::describe_options(result.declared, read.options);
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
