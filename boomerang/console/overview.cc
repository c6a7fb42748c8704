#include "boomerang/console/overview.h"

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <utility>

#include "boomerang/base/json_text.h"
#include "boomerang/base/rfc3339.h"

namespace boomerang::console {
namespace {

using Texts = std::initializer_list<std::pair<std::string_view, std::string_view>>;
using Numbers = std::initializer_list<std::pair<std::string_view, std::uint64_t>>;

// `"a":"x","b":"y"`
std::string members(const Texts& texts) {
  std::string out;
  for (const auto& [name, value] : texts) {
    out.append(out.empty() ? "\"" : ",\"").append(name).append("\":");
    append_json_string(out, value);
  }
  return out;
}

std::string members(const Numbers& numbers) {
  std::string out;
  for (const auto& [name, value] : numbers) {
    out.append(out.empty() ? "\"" : ",\"").append(name).append("\":");
    out += std::to_string(value);
  }
  return out;
}

// `[..,..]` of what `write` appends for each.
template <typename Items, typename Write>
std::string list(const Items& items, const Write& write) {
  std::string out = "[";
  for (const auto& item : items) {
    if (out.size() > 1) out += ',';
    write(out, item);
  }
  return out + "]";
}

std::string gateway_json(const Overview& overview) {
  if (!overview.gateway) return "null";
  const auto& counts = overview.gateway->counts;
  return "{" + members(Texts{{"url", overview.gateway_url}}) + "," +
         members(Numbers{{"open", overview.gateway->open},
                         {"accepted", counts.accepted},
                         {"answered", counts.answered},
                         {"refused", counts.refused},
                         {"timed_out", counts.timed_out},
                         {"deferred", counts.deferred},
                         {"late_outcomes", counts.late_outcomes}}) +
         "}";
}

void append_worker(std::string& out, const Overview::Worker& worker) {
  const auto& counters = worker.counters;
  out += "{" + members(Texts{{"topic", worker.topic}}) + "," +
         members(Numbers{{"handled", counters.handled},
                         {"replayed", counters.replayed},
                         {"mismatched", counters.mismatched},
                         {"failed_attempts", counters.failed_attempts},
                         {"dead_letters", counters.dead_letters}}) +
         "}";
}

void append_route(std::string& out, const WatchedRoute& watched) {
  const auto& route = watched.route;
  const auto timeout = std::chrono::floor<std::chrono::milliseconds>(route.timeout).count();
  out += "{" +
         members(Texts{{"name", route.name()},
                       {"method", route.method},
                       {"topic", route.topic},
                       {"outcomes_topic", route.outcomes_topic},
                       {"dead_letters_topic", watched.dead_letters_topic}}) +
         ",\"paths\":" + list(route.paths, append_json_string) +
         ",\"timeout_ms\":" + std::to_string(timeout) + ",\"statuses\":{";
  char before = 0;
  for (const auto& [type, status] : route.statuses) {
    if (std::exchange(before, ',') != 0) out += ',';
    append_json_string(out, type);
    out += ":" + std::to_string(status);
  }
  out += "}}";
}

}  // namespace

std::string overview_json(const Overview& overview, const WatchedRoutes& routes, WallTime now) {
  std::string out = "{" + members(Texts{{"name", overview.name},
                                        {"version", overview.version},
                                        {"role", overview.role},
                                        {"instance", overview.instance},
                                        {"time", to_rfc3339(now)},
                                        {"log", overview.log}});
  out += ",\"database\":";
  if (overview.database) {
    append_json_string(out, *overview.database);
  } else {
    out += "null";
  }
  out += std::string(",\"ready\":") + (overview.reasons.empty() ? "true" : "false");
  out += ",\"reasons\":" + list(overview.reasons, append_json_string);
  out += ",\"gateway\":" + gateway_json(overview);
  out += ",\"workers\":" + list(overview.workers, append_worker);
  out += ",\"sample\":";
  if (overview.sample) {
    const auto& [path, body] = *overview.sample;
    out += "{" + members(Texts{{"path", path}, {"body", body}}) + "}";
  } else {
    out += "null";
  }
  out += ",\"routes\":" + list(routes.all(), append_route);
  return out + "}";
}

}  // namespace boomerang::console
