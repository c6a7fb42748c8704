#include "boomerang/routing/route_reader.h"

#include <algorithm>

#include "boomerang/config/suggestion.h"

namespace boomerang::routing {
namespace {

using config::FileEntry;
using config::Held;

constexpr std::size_t items_max = 64;

bool is_table(const RouteKey& key) { return key.set_item != nullptr; }
bool is_list(const RouteKey& key) { return key.list != nullptr; }

const RouteKey* find(std::string_view name) {
  const auto all = route_keys();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.name == name; });
  return found == all.end() ? nullptr : &*found;
}

// The table that leads `key`: that of "outcomes" for "outcomes.PaymentAccepted".
const RouteKey* find_table(std::string_view key) {
  const RouteKey* table = find(key.substr(0, key.find('.')));
  return table != nullptr && is_table(*table) ? table : nullptr;
}

// "[0]", and nothing more.
bool is_index(std::string_view text) {
  return text.size() >= 3 && text.front() == '[' &&
         text.find_first_not_of("0123456789", 1) == text.size() - 1 && text.back() == ']';
}

std::string expected(const RouteKey& key) {
  using Form = config::Value::Form;
  const std::string what = key.form == Form::text     ? "text in quotes"
                           : key.form == Form::number ? "whole number, without quotes"
                                                      : "truth: true or false, without quotes";
  if (is_table(key)) return "expected a table [route." + std::string(key.name) + "]";
  if (is_list(key)) return "expected a list: [\"...\", \"...\"]";
  return "expected a " + what;
}

std::string shown(const std::string& value) {
  constexpr std::size_t shown_max = 80;
  if (value.empty()) return "\"\"";
  return value.substr(0, shown_max) + (value.size() > shown_max ? "..." : "");
}

bool is_json(std::string_view media_type) {
  return media_type == "application/json" || media_type.ends_with("+json");
}

std::string unknown(const std::string& name, std::string_view key) {
  std::vector<std::string> known;
  for (const auto& one : route_keys()) known.emplace_back(one.name);
  return "unknown key " + name + "." + std::string(key) + config::suggestion(key, known);
}

}  // namespace

RouteReader::RouteReader(std::string name, const std::filesystem::path& folder, std::size_t first)
    : name_(std::move(name)), first_(first) {
  draft_.folder = folder;
}

void RouteReader::take(const FileEntry& entry, std::size_t number, std::string_view key) {
  if (const RouteKey* table = find_table(key); table != nullptr && key != table->name) {
    return take_item(*table, std::string(key.substr(table->name.size() + 1)), entry, number);
  }
  const auto bracket = std::min(key.find('['), key.size());
  const RouteKey* known = find(key.substr(0, bracket));
  if (known == nullptr) return mistake(number, unknown(name_, key));
  given_.try_emplace(std::string(known->name), number);
  const auto index = key.substr(bracket);
  const bool is_whole =
      index.empty() ? !is_list(*known) || known->may_be_one : is_list(*known) && is_index(index);
  if (!is_whole || is_table(*known)) {
    return mistake(number, name_ + "." + std::string(key) + ": " + expected(*known));
  }
  if (!has_form(*known, entry, number)) return;
  if (is_list(*known)) return take_listed(*known, entry, number);
  take_one(*known, entry, number);
}

std::size_t RouteReader::entry_of(std::string_view key) const {
  const auto found = given_.find(key);
  return found == given_.end() ? first_ : found->second;
}

bool RouteReader::has_form(const RouteKey& key, const FileEntry& entry, std::size_t number) {
  if (entry.held == Held::here && entry.form == key.form) return true;
  const std::string value = entry.held == Held::here ? " = " + shown(entry.value) : "";
  RouteKey one = key;
  one.list = nullptr;
  one.set_item = nullptr;
  mistake(number, entry.key + value + ": " + expected(one));
  return false;
}

void RouteReader::take_one(const RouteKey& key, const FileEntry& entry, std::size_t number) {
  if (auto done = key.set(draft_, entry.value); !done) {
    mistake(number, entry.key + " = " + shown(entry.value) + ": " + done.fault().what);
  }
}

void RouteReader::take_listed(const RouteKey& key, const FileEntry& entry, std::size_t number) {
  auto& list = key.list(draft_);
  if (sizes_[std::string(key.name)] == 0) list.clear();  // What holds without it.
  check_bounds(key.name, number);
  auto item = key.item(entry.value);
  if (!item) {
    mistake(number, entry.key + " = " + shown(entry.value) + ": " + item.fault().what);
    return;
  }
  if (std::find(list.begin(), list.end(), *item) != list.end()) {
    mistake(number,
            entry.key + " = " + shown(entry.value) + ": it is there already; take one away");
    return;
  }
  list.push_back(*std::move(item));
  if (key.name == "path") path_entries_.push_back(number);
}

void RouteReader::take_item(const RouteKey& key, const std::string& item, const FileEntry& entry,
                            std::size_t number) {
  given_.try_emplace(std::string(key.name), number);
  check_bounds(key.name, number);
  if (!has_form(key, entry, number)) return;
  if (auto done = key.set_item(draft_, item, entry.value); !done) {
    mistake(number, entry.key + " = " + shown(entry.value) + ": " + done.fault().what);
  }
}

void RouteReader::check_bounds(std::string_view key, std::size_t number) {
  if (++sizes_[std::string(key)] != items_max + 1) return;
  mistake(number, name_ + "." + std::string(key) + " has more than " + std::to_string(items_max) +
                      " items; take some away");
}

void RouteReader::finish() {
  for (const auto& key : route_keys()) {
    if (key.need == RouteKey::Need::required && !given_.contains(key.name)) {
      mistake(first_, name_ + " has no " + std::string(key.name) + "; add one");
    }
  }
  auto& route = draft_.route;
  if (route.topic == route.outcomes_topic && !route.topic.empty()) {
    mistake(entry_of("outcomes_topic"),
            name_ + ".outcomes_topic: outcomes need a topic of their own; choose another");
  }
  if (!route.scopes.empty() && route.authentication.empty()) {
    mistake(entry_of("scopes"), name_ +
                                    ".scopes: nobody has a scope without authentication; name " +
                                    "those that are good here in authentication");
  }
  if (given_.contains("repeat") && route.idempotency == gateway::Idempotency::off) {
    mistake(entry_of("repeat"),
            name_ +
                ".repeat: with idempotency = \"off\" nothing is known to be a repeat; take one " +
                "of the two away");
  }
  const auto& origins = route.cors.origins;
  const bool any_origin = std::find(origins.begin(), origins.end(), "*") != origins.end();
  if (any_origin && route.cors.credentials) {
    mistake(entry_of("cors.credentials"),
            name_ + ".cors.credentials: any page could act for whoever is signed in; name the " +
                "origins instead of *");
  } else if (any_origin && origins.size() > 1) {
    mistake(entry_of("cors.origins"),
            name_ + ".cors.origins: * is every origin; take it or the " + "others away");
  }
  check_json_types();
}

// Also makes "any" of */*.
void RouteReader::check_json_types() {
  auto& types = draft_.route.content_types;
  if (!draft_.route.schema.empty() && !std::all_of(types.begin(), types.end(), is_json)) {
    mistake(entry_of("content_types"), name_ + ".content_types: a schema describes JSON; list " +
                                           "\"application/json\" and types that end in +json");
  }
  if (std::find(types.begin(), types.end(), "*/*") == types.end()) return;
  if (types.size() > 1) {
    mistake(entry_of("content_types"),
            name_ + ".content_types: */* is every type; take it or the others away");
  }
  types.clear();
}

void RouteReader::mistake(std::size_t number, std::string what) {
  mistakes_.push_back({number, std::move(what)});
}

}  // namespace boomerang::routing
