// The input is a TOML file with routes.
//
// What must hold: routes that are read make a table; what is refused is told line by line, each
// with its place.

#include <cstdint>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

#include "boomerang/base/check.h"
#include "boomerang/base/temp_folder.h"
#include "boomerang/gateway/route_table.h"
#include "boomerang/routing/route_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using boomerang::check;
  static const boomerang::TempFolder folder;
  static const auto file = folder / "routes.toml";
  std::ofstream(file).write(reinterpret_cast<const char*>(data),
                            static_cast<std::streamsize>(size));

  const auto read = boomerang::routing::read_routes(file);

  if (read) {
    check(read->routes.empty() ||
              static_cast<bool>(boomerang::gateway::RouteTable::make(read->routes)),
          "routes that were read make no table");
    return 0;
  }
  std::istringstream lines(read.fault().what);
  for (std::string line; std::getline(lines, line);) {
    check(line.starts_with(file.string() + ":"), "a mistake without its place");
  }
  return 0;
}
