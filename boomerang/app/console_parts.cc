#include "boomerang/app/console_parts.h"

#include <string>
#include <utility>

#include "boomerang/app/needed_topics.h"
#include "boomerang/event/topic_names.h"

namespace boomerang::app {
namespace {

std::string name_of(Role role) {
  switch (role) {
    case Role::gateway:
      return "gateway";
    case Role::worker:
      return "worker";
    case Role::all:
      break;
  }
  return "all";
}

}  // namespace

Result<console::Console::Options> console_options(const Options& options) {
  constexpr std::size_t password_size_min = 12;
  const auto& password = options.console_password;
  if (!password.empty() && password.size() < password_size_min) {
    return Fault{FaultKind::invalid,
                 "a password must have " + std::to_string(password_size_min) + " bytes or more"};
  }
  console::Console::Options made;
  made.password = password;
  made.on_loopback = console::is_loopback(options.admin.host);
  return made;
}

bool is_console_shown(const Options& options) {
  return options.console &&
         (!options.console_password.empty() || console::is_loopback(options.admin.host));
}

console::WatchedRoutes watched_routes(const std::vector<gateway::Route>& routes) {
  std::vector<console::WatchedRoute> watched;
  for (const auto& route : routes) watched.push_back({route, dead_letters_of(route.topic)});
  return {std::move(watched), std::string(replies_topic)};
}

console::Overview overview_of(const Whereabouts& where, const Measured& measured,
                              const Options& options, const Sample& sample) {
  console::Overview overview;
  overview.name = where.name;
  overview.version = where.version;
  overview.role = name_of(options.role);
  overview.instance = where.instance;
  overview.log = where.kafka.empty() ? "embedded " + where.log.string() : "kafka " + where.kafka;
  if (!where.database_file.empty()) {
    overview.database = "sqlite " + where.database_file.string();
  } else if (!where.database.empty()) {
    overview.database = where.database;
  }
  overview.reasons = measured.reasons;
  overview.gateway_url = where.base_url;
  overview.gateway = measured.gateway;
  overview.workers = measured.workers;
  if (!sample.path.empty() && !sample.body.empty()) overview.sample = {sample.path, sample.body};
  return overview;
}

}  // namespace boomerang::app
