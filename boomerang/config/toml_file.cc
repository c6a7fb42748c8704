#include "boomerang/config/toml_file.h"

#include <toml++/toml.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "boomerang/config/text_file.h"

namespace boomerang::config {
namespace {

constexpr std::size_t file_bytes_max = 1 << 20;

std::string place_of(const std::filesystem::path& file, const toml::source_position& at) {
  return file.string() + ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
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
    FileEntry entry{key, "", Value::Form::text, place_of(file_, at)};
    if (const std::string* path = held_in(node)) {
      entry.value = *path;
      entry.held = Held::in_file;
    } else if (const auto* table = node.as_table()) {
      return take_table(key + ".", *table);
    } else if (const auto* array = node.as_array(); array != nullptr && !array->empty()) {
      return take_array(key, *array);
    } else if (const auto* text = node.as_string()) {
      entry.value = text->get();
    } else if (const auto* number = node.as_integer()) {
      entry.value = std::to_string(number->get());
      entry.form = Value::Form::number;
    } else if (const auto* truth = node.as_boolean()) {
      entry.value = truth->get() ? "true" : "false";
      entry.form = Value::Form::on_off;
    } else {
      return refuse(at, "no setting takes the value of " + key);
    }
    found_.emplace_back(at, std::move(entry));
  }

  void take_array(const std::string& key, const toml::array& array) {
    for (std::size_t i = 0; i < array.size(); ++i) {
      const std::string item = key + "[" + std::to_string(i) + "]";
      const auto& at = array[i].source().begin;
      const auto* table = array[i].as_table();
      if (table != nullptr && table->empty()) {
        refuse(at, item + " is empty");
      } else {
        take(item, array[i], at);
      }
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
  const auto text = read_text_file(file, file_bytes_max);
  if (!text) return text.fault();
  try {
    return Flattening(file).flatten(toml::parse(*text, file.string()));
  } catch (const toml::parse_error& error) {
    return Fault{FaultKind::invalid,
                 place_of(file, error.source().begin) + ": " + without_quotes(error.description())};
  }
}

}  // namespace boomerang::config
