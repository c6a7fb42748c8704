#pragma once

// One table of an array of tables, such as [[route]], taken entry by entry.

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "boomerang/config/suggestion.h"
#include "boomerang/config/toml_file.h"
#include "boomerang/routing/table_key.h"
#include "boomerang/routing/table_text.h"

namespace boomerang::routing {

// A sentence, and the entry that it is about.
struct Mistake {
  std::size_t entry;
  std::string what;
};

template <typename Draft>
class TableReader {
 public:
  using Key = TableKey<Draft>;

  // `name` is "route[0]"; `first` the number of its first entry in the file, where what is missing
  // is told. `keys` must outlive it.
  TableReader(std::string name, std::span<const Key> keys, const std::filesystem::path& folder,
              std::size_t first)
      : name_(std::move(name)), keys_(keys), first_(first) {
    draft_.folder = folder;
  }

  // `key` is that of the entry, without the name: "path[1]".
  void take(const config::FileEntry& entry, std::size_t number, std::string_view key) {
    if (const Key* table = find_table(key); table != nullptr && key != table->name) {
      return take_item(*table, std::string(key.substr(table->name.size() + 1)), entry, number);
    }
    const auto bracket = std::min(key.find('['), key.size());
    const Key* known = find(key.substr(0, bracket));
    if (known == nullptr) return mistake(number, unknown(key));
    given_.try_emplace(std::string(known->name), number);
    const auto index = key.substr(bracket);
    if (index.empty() && is_empty(*known, entry)) return take_empty(*known, entry, number);
    const bool is_whole =
        index.empty() ? !is_list(*known) || known->may_be_one : is_list(*known) && is_index(index);
    if (!is_whole || is_table(*known)) {
      return mistake(number, name_ + "." + std::string(key) + ": " + expected(*known));
    }
    if (!has_form(*known, entry, number)) return;
    if (is_list(*known)) return take_listed(*known, entry, number);
    take_one(*known, entry, number);
  }

  const Draft& draft() const { return draft_; }
  const std::vector<Mistake>& mistakes() const { return mistakes_; }

  // The entry that gave `key`, or the first one.
  std::size_t entry_of(std::string_view key) const {
    const auto found = given_.find(key);
    return found == given_.end() ? first_ : found->second;
  }
  // Of an item that is in the list.
  std::size_t entry_of(std::string_view key, std::size_t index) const {
    return item_entries_.find(key)->second.at(index);
  }

 protected:
  // Tells what a table of that kind has not, and what it has that it is not to have.
  void finish_keys(std::string_view kind = {}) {
    for (const auto& key : keys_) {
      const std::string name(key.name);
      const bool applies = key.only_for.empty() || key.only_for == kind;
      if (applies && key.need == Key::Need::required && !is_given(key.name)) {
        mistake(first_, name_ + " has no " + name + "; add one");
      }
      if (!applies && !kind.empty() && is_given(key.name)) {
        mistake(entry_of(key.name),
                name_ + "." + name + ": only with kind = \"" + std::string(key.only_for) + "\"");
      }
    }
  }

  Draft& being_read() { return draft_; }
  const std::string& name() const { return name_; }
  bool is_given(std::string_view key) const { return given_.contains(key); }
  void mistake(std::size_t number, std::string what) {
    mistakes_.push_back({number, std::move(what)});
  }

 private:
  static constexpr std::size_t items_max = 64;

  static bool is_table(const Key& key) { return key.set_item != nullptr; }
  static bool is_list(const Key& key) { return key.list != nullptr; }

  const Key* find(std::string_view name) const {
    const auto found =
        std::find_if(keys_.begin(), keys_.end(), [&](const auto& one) { return one.name == name; });
    return found == keys_.end() ? nullptr : &*found;
  }

  // The table that leads `key`: that of "outcomes" for "outcomes.PaymentAccepted".
  const Key* find_table(std::string_view key) const {
    const Key* table = find(key.substr(0, key.find('.')));
    return table != nullptr && is_table(*table) ? table : nullptr;
  }

  std::string expected(const Key& key) const {
    if (is_table(key)) {
      return "expected a table [" + name_.substr(0, name_.find('[')) + "." + std::string(key.name) +
             "]";
    }
    if (is_list(key)) return "expected a list: [\"...\", \"...\"]";
    return expected_form(key.form);
  }

  std::string unknown(std::string_view key) const {
    std::vector<std::string> known;
    for (const auto& one : keys_) known.emplace_back(one.name);
    return "unknown key " + name_ + "." + std::string(key) + config::suggestion(key, known);
  }

  static bool is_empty(const Key& key, const config::FileEntry& entry) {
    return (is_list(key) && entry.is_empty_list()) || (is_table(key) && entry.is_empty_table());
  }

  // What is not there sets nothing, but a list may say just that.
  void take_empty(const Key& key, const config::FileEntry& entry, std::size_t number) {
    if (is_table(key)) return;
    if (key.may_be_empty) return key.list(draft_).clear();
    mistake(number, given_as(entry) + "expected a list of one or more" +
                        (key.need == Key::Need::required ? "" : "; or take the line away"));
  }

  static std::string given_as(const config::FileEntry& entry) {
    return entry.key + " = " + shown(entry.value) + ": ";
  }

  bool has_form(const Key& key, const config::FileEntry& entry, std::size_t number) {
    const bool is_here = entry.held == config::Held::here;
    if (is_here && entry.form == key.form) return true;
    mistake(number,
            (is_here ? given_as(entry) : entry.key + ": ") + expected_form(key.form, key.such_as));
    return false;
  }

  void take_one(const Key& key, const config::FileEntry& entry, std::size_t number) {
    if (auto done = key.set(draft_, entry.value); !done) {
      mistake(number, given_as(entry) + done.fault().what);
    }
  }

  void take_listed(const Key& key, const config::FileEntry& entry, std::size_t number) {
    auto& list = key.list(draft_);
    if (sizes_[std::string(key.name)] == 0) list.clear();  // What holds without it.
    check_bounds(key.name, number);
    auto item = key.item(entry.value);
    if (!item) return mistake(number, given_as(entry) + item.fault().what);
    if (std::find(list.begin(), list.end(), *item) != list.end()) {
      return mistake(number, given_as(entry) + "it is there already; take one away");
    }
    list.push_back(*std::move(item));
    item_entries_[std::string(key.name)].push_back(number);
  }

  void take_item(const Key& key, const std::string& item, const config::FileEntry& entry,
                 std::size_t number) {
    given_.try_emplace(std::string(key.name), number);
    check_bounds(key.name, number);
    if (!has_form(key, entry, number)) return;
    if (auto done = key.set_item(draft_, item, entry.value); !done) {
      mistake(number, given_as(entry) + done.fault().what);
    }
  }

  void check_bounds(std::string_view key, std::size_t number) {
    if (++sizes_[std::string(key)] != items_max + 1) return;
    mistake(number, name_ + "." + std::string(key) + " has more than " + std::to_string(items_max) +
                        " items; take some away");
  }

  const std::string name_;
  const std::span<const Key> keys_;
  const std::size_t first_;
  Draft draft_;
  std::map<std::string, std::size_t, std::less<>> given_;  // Key -> its first entry.
  std::map<std::string, std::size_t, std::less<>> sizes_;  // List or table -> its items.
  std::map<std::string, std::vector<std::size_t>, std::less<>> item_entries_;  // Of lists.
  std::vector<Mistake> mistakes_;
};

}  // namespace boomerang::routing
