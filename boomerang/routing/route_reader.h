#pragma once

#include "boomerang/routing/route_key.h"
#include "boomerang/routing/table_reader.h"

namespace boomerang::routing {

// One [[route]] of a file.
class RouteReader : public TableReader<Draft> {
 public:
  RouteReader(std::string name, const std::filesystem::path& folder, std::size_t first)
      : TableReader(std::move(name), route_keys(), folder, first) {}

  // Once all is taken: what is missing, and what does not go together.
  void finish();

 private:
  void check_json_types();
};

}  // namespace boomerang::routing
