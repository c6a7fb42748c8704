#pragma once

// Things that are costly to make, found again by name: the prepared statements of a connection.

#include <cstddef>
#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace boomerang::store {

// Threads: one at a time.
// Bounds:  `size_max`; past it, the one that was not used for the longest time goes.
template <typename T>
class Recent {
 public:
  explicit Recent(std::size_t size_max) : size_max_(size_max) {}

  // Null if there is none of that name. Valid until the next add() or remove().
  T* find(std::string_view name) {
    const auto found = by_name_.find(name);
    if (found == by_name_.end()) return nullptr;
    things_.splice(things_.begin(), things_, found->second);
    return &found->second->second;
  }

  // `name` must not be there. Gives the one that had to go, if one had.
  std::optional<T> add(std::string_view name, T thing) {
    std::optional<T> gone;
    if (things_.size() == size_max_) {
      by_name_.erase(things_.back().first);
      gone = std::move(things_.back().second);
      things_.pop_back();
    }
    things_.emplace_front(name, std::move(thing));
    by_name_.emplace(things_.front().first, things_.begin());
    return gone;
  }

  void remove(std::string_view name) {
    const auto found = by_name_.find(name);
    if (found == by_name_.end()) return;
    const auto thing = found->second;
    by_name_.erase(found);
    things_.erase(thing);
  }

 private:
  using Entry = std::pair<const std::string, T>;

  const std::size_t size_max_;
  std::list<Entry> things_;  // The last used first.
  std::unordered_map<std::string_view, typename std::list<Entry>::iterator> by_name_;
};

}  // namespace boomerang::store
