#include "boomerang/routing/route_file.h"

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "boomerang/base/printable.h"
#include "boomerang/config/suggestion.h"
#include "boomerang/config/toml_file.h"
#include "boomerang/gateway/route_table.h"
#include "boomerang/gateway/route_topics.h"
#include "boomerang/routing/authentication_reader.h"
#include "boomerang/routing/route_reader.h"

namespace boomerang::routing {
namespace {

using config::FileEntry;

constexpr std::size_t routes_max = 1000;
constexpr std::size_t schemes_max = 64;

// The tables of one name, in the order of the file.
template <typename Reader>
struct Tables {
  std::string_view name;  // "route"
  std::string_view one;   // "a route"
  std::string_view many;  // "routes"
  std::size_t max;
  std::vector<std::unique_ptr<Reader>> readers = {};
  std::map<std::string, Reader*> by_name = {};
};

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
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      take(routes_, i);
      take(schemes_, i);
    }
    for (auto& reader : routes_.readers) {
      finish(*reader);
      check_paths(*reader);
    }
    for (auto& reader : schemes_.readers) finish(*reader);
    check_topics();
    check_schemes();
    for (auto& reader : routes_.readers) {
      check_authentication(*reader);
      for (const auto& scheme : schemes_.readers) check_event(*reader, scheme->draft().scheme());
    }
    if (!mistakes_.empty()) return all_mistakes();
    return file();
  }

 private:
  // A table's entries lie together, as they are sorted by their place in the file.
  template <typename Reader>
  void take(Tables<Reader>& tables, std::size_t number) {
    const FileEntry& entry = entries_[number];
    const std::string_view key = entry.key;
    const auto name_end = std::min(key.find_first_of("[."), key.size());
    if (key.substr(0, name_end) != tables.name) return;
    const auto dot = key.find("].");
    if (is_index(key.substr(name_end)) && entry.is_empty_table()) {
      reader_of(tables, std::string(key), number);  // All is missing.
      return;
    }
    if (key.substr(name_end, 1) != "[" || dot == std::string_view::npos) {
      mistakes_.push_back({number, entry.key + ": " + std::string(tables.one) +
                                       " is a table of its own; begin it with [[" +
                                       std::string(tables.name) + "]]"});
      return;
    }
    Reader* reader = reader_of(tables, std::string(key.substr(0, dot + 1)), number);
    if (reader != nullptr) reader->take(entry, number, key.substr(dot + 2));
  }

  // That of the table, made when it is first asked for; null if there are too many.
  template <typename Reader>
  Reader* reader_of(Tables<Reader>& tables, std::string name, std::size_t number) {
    auto& readers = tables.readers;
    auto& reader = tables.by_name[name];
    if (reader != nullptr) return reader;
    if (readers.size() == tables.max) {
      mistakes_.push_back({number, "there are more than " + std::to_string(tables.max) + " " +
                                       std::string(tables.many)});
    }
    if (readers.size() > tables.max) return nullptr;
    readers.push_back(std::make_unique<Reader>(std::move(name), file_.parent_path(), number));
    reader = readers.back().get();
    return reader;
  }

  template <typename Reader>
  void finish(Reader& reader) {
    reader.finish();
    const auto& found = reader.mistakes();
    mistakes_.insert(mistakes_.end(), found.begin(), found.end());
  }

  // Each by itself, so that what the table says is told where the path stands.
  void check_paths(const RouteReader& reader) {
    gateway::Route route = reader.draft().route;
    const auto paths = route.paths;
    if (route.topic.empty()) route.topic = "-";
    if (route.outcomes_topic.empty()) route.outcomes_topic = "-";
    for (std::size_t i = 0; i < paths.size(); ++i) {
      const std::size_t number = reader.entry_of("path", i);
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

  void check_topics() {
    std::vector<gateway::Route> routes;
    for (const auto& reader : routes_.readers) routes.push_back(reader->draft().route);
    for (auto& mistake : gateway::topic_mistakes(routes)) {
      const auto& route = routes[mistake.route];
      if (route.topic.empty() || route.outcomes_topic.empty()) continue;  // Told already.
      const auto key = mistake.of_outcomes ? "outcomes_topic" : "topic";
      mistakes_.push_back({routes_.readers[mistake.route]->entry_of(key), std::move(mistake.what)});
    }
  }

  // Two schemes must not have one name, nor callers of one id.
  void check_schemes() {
    std::map<std::string, std::size_t> names, issuers, keys;
    const auto claim_by = [&](std::map<std::string, std::size_t>& claims, const std::string& text,
                              std::size_t number, const std::string& what) {
      const auto [other, is_new] = claims.try_emplace(text, number);
      if (is_new || text.empty()) return;
      mistakes_.push_back({number, what + "; the first is at " + entries_[other->second].place});
    };
    for (const auto& reader : schemes_.readers) {
      const auto& draft = reader->draft();
      claim_by(names, draft.name, reader->entry_of("name"),
               "two ways to authenticate are called " + draft.name);
      claim_by(issuers, draft.jwt.issuer, reader->entry_of("issuer"),
               "two ways to authenticate for the issuer " + draft.jwt.issuer +
                   ": name all its audiences in one");
      for (const auto& name : reader->key_names()) {
        claim_by(keys, name, reader->entry_of("file"),
                 "API keys of two files are called " + name + ": rename one");
      }
    }
  }

  void check_authentication(const RouteReader& reader) {
    std::vector<std::string> known;
    for (const auto& scheme : schemes_.readers) known.push_back(scheme->draft().name);
    const auto& wanted = reader.draft().route.authentication;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      if (std::find(known.begin(), known.end(), wanted[i]) != known.end()) continue;
      const std::size_t number = reader.entry_of("authentication", i);
      mistakes_.push_back({number, entries_[number].key + " = " + wanted[i] +
                                       ": there is no [[authentication]] of that name" +
                                       config::suggestion(wanted[i], known)});
    }
  }

  // A key must not lie in the log, whichever way the route takes: callers send theirs to all.
  void check_event(const RouteReader& reader, const auth::SchemeOptions& scheme) {
    const auto field = auth::proof_field(scheme);
    const auto refuse = [&](std::size_t number) {
      mistakes_.push_back({number, entries_[number].key + " = " + entries_[number].value +
                                       ": it holds the keys of " + scheme.name +
                                       ", which would lie open in the log; take it away"});
    };
    const auto& route = reader.draft().route;
    const auto& key = route.ordering_key;
    if (key.source == gateway::OrderingKey::Source::header && key.name == field) {
      refuse(reader.entry_of("ordering_key"));
    }
    const auto& fields = route.request_fields;
    const auto found = std::find(fields.begin(), fields.end(), field);
    if (found == fields.end()) return;
    refuse(reader.entry_of("request_headers", static_cast<std::size_t>(found - fields.begin())));
  }

  Fault all_mistakes() {
    std::stable_sort(mistakes_.begin(), mistakes_.end(),
                     [](const auto& one, const auto& other) { return one.entry < other.entry; });
    std::string what;
    for (const auto& mistake : mistakes_) {
      what += (what.empty() ? "" : "\n") + entries_[mistake.entry].place + ": " +
              printable(mistake.what);
    }
    return {FaultKind::invalid, what};
  }

  Result<RouteFile> file() {
    RouteFile result;
    const auto add = [&](const std::vector<std::filesystem::path>& files) {
      result.files.insert(result.files.end(), files.begin(), files.end());
    };
    add({file_});
    for (const auto& reader : routes_.readers) {
      result.routes.push_back(reader->draft().route);
      add(reader->draft().files);
    }
    for (const auto& reader : schemes_.readers) {
      result.schemes.push_back(reader->draft().scheme());
      add(reader->files());
    }
    if (result.routes.empty()) return result;
    if (const auto table = gateway::RouteTable::make(result.routes); !table) {
      return Fault{FaultKind::invalid, printable(file_.string() + ": " + table.fault().what)};
    }
    return result;
  }

  const std::filesystem::path& file_;
  const std::vector<FileEntry> entries_;
  Tables<RouteReader> routes_ = {.name = route_table,
                                 .one = "a route",
                                 .many = "routes; serve some of them elsewhere",
                                 .max = routes_max};
  Tables<AuthenticationReader> schemes_ = {.name = authentication_table,
                                           .one = "a way to authenticate",
                                           .many = "ways to authenticate",
                                           .max = schemes_max};
  std::map<std::string, std::size_t> claims_;  // -> the entry of the path.
  std::vector<Mistake> mistakes_;
};

}  // namespace

Result<RouteFile> read_routes(const std::filesystem::path& file) {
  auto entries = config::read_toml_file(file);
  if (!entries) return Fault{FaultKind::invalid, printable(entries.fault().what)};
  return Reading(file, *std::move(entries)).read();
}

}  // namespace boomerang::routing
