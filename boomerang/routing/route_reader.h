#pragma once

// One route of a file, taken entry by entry.

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "boomerang/config/toml_file.h"
#include "boomerang/routing/route_key.h"

namespace boomerang::routing {

// A sentence, and the entry that it is about.
struct Mistake {
  std::size_t entry;
  std::string what;
};

class RouteReader {
 public:
  // `name` is "route[0]"; `first` the number of its first entry in the file, where what is missing
  // is told.
  RouteReader(std::string name, const std::filesystem::path& folder, std::size_t first);

  // `key` is that of the entry, without the name: "path[1]".
  void take(const config::FileEntry& entry, std::size_t number, std::string_view key);

  // Once all is taken: what is missing, and what does not go together.
  void finish();

  const Draft& draft() const { return draft_; }
  const std::vector<Mistake>& mistakes() const { return mistakes_; }

  // The entry that gave `key`, or the first one.
  std::size_t entry_of(std::string_view key) const;
  // Of the path at `index`.
  std::size_t entry_of_path(std::size_t index) const { return path_entries_.at(index); }

 private:
  void take_one(const RouteKey& key, const config::FileEntry& entry, std::size_t number);
  void take_listed(const RouteKey& key, const config::FileEntry& entry, std::size_t number);
  void take_item(const RouteKey& key, const std::string& item, const config::FileEntry& entry,
                 std::size_t number);
  bool has_form(const RouteKey& key, const config::FileEntry& entry, std::size_t number);
  void check_bounds(std::string_view key, std::size_t number);
  void check_json_types();
  void mistake(std::size_t number, std::string what);

  const std::string name_;
  const std::size_t first_;
  Draft draft_;
  std::map<std::string, std::size_t, std::less<>> given_;  // Key -> its first entry.
  std::map<std::string, std::size_t, std::less<>> sizes_;  // List or table -> its items.
  std::vector<std::size_t> path_entries_;
  std::vector<Mistake> mistakes_;
};

}  // namespace boomerang::routing
