#include "boomerang/command/described_routes.h"

#include <utility>

#include "boomerang/app/needed_topics.h"
#include "boomerang/routing/route_file.h"

namespace boomerang::command {

Result<Description::Api> described_routes(const std::filesystem::path& file) {
  auto read = routing::read_routes(file);
  if (!read) return read.fault();
  if (read->routes.empty()) {
    return Fault{FaultKind::invalid, file.string() + ": has no [[route]]; add one"};
  }
  Description::Api api;
  api.options.replies_topic = app::replies_topic;
  api.options.replies_partitions = app::replies_partitions;
  for (const auto& route : read->routes) {
    api.options.dead_letters_topics[route.topic] = app::dead_letters_of(route.topic);
  }
  api.routes = std::move(read->routes);
  return api;
}

}  // namespace boomerang::command
