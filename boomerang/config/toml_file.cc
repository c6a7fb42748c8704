#include "boomerang/config/toml_file.h"

#include <toml++/toml.h>

#include <algorithm>
#include <optional>
#include <set>
#include <sstream>
#include <string_view>
#include <utility>

#include "boomerang/base/printable.h"
#include "boomerang/config/text_file.h"
#include "boomerang/config/toml_depth.h"

namespace boomerang::config {
namespace {

constexpr std::size_t key_bytes_max = 256;
constexpr std::size_t depth_max = 32;

template <typename Position>
std::string place_of(const std::filesystem::path& file, const Position& at) {
  return printable(file.string()) + ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
}

// What the parser says, up to where it quotes the file.
std::string without_quotes(std::string_view description) {
  return std::string(
      description.substr(0, std::min(description.find(", saw "), description.find(": '"))));
}

// The path that { file = "/path" } names; nothing for any other node.
const std::string* held_in(const toml::node& node) {
  const auto* table = node.as_table();
  if (table == nullptr || !table->is_inline() || table->size() != 1) return nullptr;
  const auto* file = table->get_as<std::string>("file");
  return file == nullptr ? nullptr : &file->get();
}

template <typename T>
std::string written(const T& value) {
  std::ostringstream text;
  text << value;
  return text.str();
}

// A value of its own, but no table and no array that has something in it.
void take_value(FileEntry& entry, const toml::node& node) {
  if (const auto* text = node.as_string()) {
    entry.value = text->get();
  } else if (const auto* number = node.as_integer()) {
    entry.value = std::to_string(number->get());
    entry.form = Value::Form::number;
  } else if (const auto* truth = node.as_boolean()) {
    entry.value = truth->get() ? "true" : "false";
    entry.form = Value::Form::on_off;
  } else {
    entry.form = std::nullopt;
    node.visit([&](const auto& odd) {
      if constexpr (toml::is_table<decltype(odd)>) {
        entry.value = "{}";
      } else if constexpr (toml::is_array<decltype(odd)>) {
        entry.value = "[]";
      } else {
        entry.value = written(odd);
      }
    });
  }
}

class Flattening {
 public:
  explicit Flattening(const std::filesystem::path& file) : file_(file) {}

  Result<std::vector<FileEntry>> flatten(const toml::table& root) {
    take_table("", root);
    std::sort(found_.begin(), found_.end(),
              [](const auto& one, const auto& other) { return one.first < other.first; });
    std::set<std::string_view> keys;
    for (const auto& [position, entry] : found_) {
      if (!keys.insert(entry.key).second) refuse(position, entry.key + " is set twice");
    }
    if (refused_) return Fault{FaultKind::invalid, refused_->second};
    std::vector<FileEntry> entries;
    for (auto& [position, entry] : found_) entries.push_back(std::move(entry));
    return entries;
  }

 private:
  void take_table(const std::string& prefix, const toml::table& table) {
    for (const auto& [key, node] : table) {
      take(prefix + std::string(key.str()), node, key.source().begin);
    }
  }

  void take(const std::string& key, const toml::node& node, const toml::source_position& at) {
    if (key.size() > key_bytes_max) {
      return refuse(at, "a key of more than " + std::to_string(key_bytes_max) +
                            " bytes, which no setting has; take it away");
    }
    FileEntry entry{printable(key), "", Value::Form::text, place_of(file_, at)};
    const auto* table = node.as_table();
    const auto* array = node.as_array();
    if (const std::string* path = held_in(node)) {
      entry.value = *path;
      entry.held = Held::in_file;
    } else if (table != nullptr && !(table->empty() && table->is_inline())) {
      return take_table(key + ".", *table);
    } else if (array != nullptr && !array->empty()) {
      return take_array(key, *array);
    } else {
      take_value(entry, node);
    }
    found_.emplace_back(at, std::move(entry));
  }

  void take_array(const std::string& key, const toml::array& array) {
    for (std::size_t i = 0; i < array.size(); ++i) {
      const std::string item = key + "[" + std::to_string(i) + "]";
      const auto& at = array[i].source().begin;
      const auto before = found_.size();
      take(item, array[i], at);
      // What sets nothing has its index all the same.
      if (found_.size() == before) found_.push_back({at, {item, "{}", {}, place_of(file_, at)}});
    }
  }

  // The first in the file is told.
  void refuse(const toml::source_position& at, const std::string& why) {
    if (refused_ && refused_->first < at) return;
    refused_ = {at, place_of(file_, at) + ": " + why};
  }

  const std::filesystem::path& file_;
  std::vector<std::pair<toml::source_position, FileEntry>> found_;
  std::optional<std::pair<toml::source_position, std::string>> refused_;
};

}  // namespace

Result<std::vector<FileEntry>> read_toml_file(const std::filesystem::path& file) {
  const auto text = read_text_file(file, toml_file_bytes_max);
  if (!text) return text.fault();
  if (const auto place = find_too_deep(*text, depth_max)) {
    return Fault{FaultKind::invalid, place_of(file, *place) + ": more than " +
                                         std::to_string(depth_max) +
                                         " dots and brackets lie one in the other, which no " +
                                         "setting has; take some away"};
  }
  try {
    return Flattening(file).flatten(toml::parse(*text, file.string()));
  } catch (const toml::parse_error& error) {
    return Fault{FaultKind::invalid,
                 place_of(file, error.source().begin) + ": " + without_quotes(error.description())};
  }
}

}  // namespace boomerang::config
