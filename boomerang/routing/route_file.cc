#include "boomerang/routing/route_file.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>

#include "boomerang/config/toml_file.h"
#include "boomerang/gateway/route_table.h"
#include "boomerang/routing/route_reader.h"

namespace boomerang::routing {
namespace {

using config::FileEntry;

constexpr std::size_t routes_max = 1000;
constexpr std::string_view array_begin = "route[";

// "POST /accounts/{}": what two routes cannot both have.
std::string claim(const std::string& method, std::string_view path) {
  std::string out = method + " ";
  bool in_name = false;
  for (const char c : path) {
    if (c == '}') in_name = false;
    if (!in_name) out += c;
    if (c == '{') in_name = true;
  }
  return out;
}

class Reading {
 public:
  Reading(const std::filesystem::path& file, std::vector<FileEntry> entries)
      : file_(file), entries_(std::move(entries)) {}

  Result<RouteFile> read() {
    for (std::size_t i = 0; i < entries_.size(); ++i) take(i);
    for (auto& reader : readers_) {
      reader->finish();
      const auto& found = reader->mistakes();
      mistakes_.insert(mistakes_.end(), found.begin(), found.end());
      check_paths(*reader);
    }
    check_topics();
    if (!mistakes_.empty()) return all_mistakes();
    return routes();
  }

 private:
  // A route's entries lie together, as they are sorted by their place in the file.
  void take(std::size_t number) {
    const FileEntry& entry = entries_[number];
    const std::string_view key = entry.key;
    if (key.substr(0, key.find_first_of("[.")) != route_table) return;
    const auto dot = key.find("].");
    if (!key.starts_with(array_begin) || dot == std::string_view::npos) {
      const std::string what =
          entry.key + ": a route is a table of its own; begin it with [[route]]";
      mistakes_.push_back({number, what});
      return;
    }
    auto name = std::string(key.substr(0, dot + 1));
    auto& reader = by_name_[name];
    if (reader == nullptr) {
      if (readers_.size() == routes_max) {
        mistakes_.push_back({number, "there are more than " + std::to_string(routes_max) +
                                         " routes; serve some of them elsewhere"});
      }
      if (readers_.size() > routes_max) return;
      readers_.push_back(
          std::make_unique<RouteReader>(std::move(name), file_.parent_path(), number));
      reader = readers_.back().get();
    }
    reader->take(entry, number, key.substr(dot + 2));
  }

  // Each by itself, so that what the table says is told where the path stands.
  void check_paths(const RouteReader& reader) {
    gateway::Route route = reader.draft().route;
    const auto paths = route.paths;
    if (route.topic.empty()) route.topic = "-";
    if (route.outcomes_topic.empty()) route.outcomes_topic = "-";
    for (std::size_t i = 0; i < paths.size(); ++i) {
      const std::size_t number = reader.entry_of_path(i);
      route.paths = {paths[i]};
      if (const auto table = gateway::RouteTable::make({route}); !table) {
        mistakes_.push_back({number, table.fault().what});
        continue;
      }
      const auto [other, is_new] = claims_.try_emplace(claim(route.method, paths[i]), number);
      if (is_new) continue;
      mistakes_.push_back({number, "two routes for " + route.method + " " + paths[i] +
                                       "; the first is at " + entries_[other->second].place});
    }
  }

  // What is read as a request must not be an outcome.
  void check_topics() {
    std::set<std::string> requests;
    for (const auto& reader : readers_) requests.insert(reader->draft().route.topic);
    for (const auto& reader : readers_) {
      const auto& route = reader->draft().route;
      if (route.topic == route.outcomes_topic || !requests.contains(route.outcomes_topic)) continue;
      mistakes_.push_back({reader->entry_of("outcomes_topic"),
                           "outcomes_topic " + route.outcomes_topic +
                               " is where requests go by another route; choose another"});
    }
  }

  Fault all_mistakes() {
    std::stable_sort(mistakes_.begin(), mistakes_.end(),
                     [](const auto& one, const auto& other) { return one.entry < other.entry; });
    std::string what;
    for (const auto& mistake : mistakes_) {
      what += (what.empty() ? "" : "\n") + entries_[mistake.entry].place + ": " + mistake.what;
    }
    return {FaultKind::invalid, what};
  }

  Result<RouteFile> routes() {
    RouteFile result;
    result.files.push_back(file_);
    for (const auto& reader : readers_) {
      const Draft& draft = reader->draft();
      result.routes.push_back(draft.route);
      result.files.insert(result.files.end(), draft.files.begin(), draft.files.end());
    }
    if (result.routes.empty()) return result;
    if (const auto table = gateway::RouteTable::make(result.routes); !table) {
      return Fault{FaultKind::invalid, file_.string() + ": " + table.fault().what};
    }
    return result;
  }

  const std::filesystem::path& file_;
  const std::vector<FileEntry> entries_;
  std::vector<std::unique_ptr<RouteReader>> readers_;
  std::map<std::string, RouteReader*> by_name_;
  std::map<std::string, std::size_t> claims_;  // -> the entry of the path.
  std::vector<Mistake> mistakes_;
};

}  // namespace

Result<RouteFile> read_routes(const std::filesystem::path& file) {
  auto entries = config::read_toml_file(file);
  if (!entries) return entries.fault();
  return Reading(file, *std::move(entries)).read();
}

}  // namespace boomerang::routing
