#include "boomerang/config/toml_file.h"

#include <toml++/toml.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>
#include <utility>

namespace boomerang::config {
namespace {

constexpr std::size_t file_bytes_max = 1 << 20;

std::string place_of(const std::filesystem::path& file, const toml::source_region& source) {
  return file.string() + ":" + std::to_string(source.begin.line) + ":" +
         std::to_string(source.begin.column);
}

Result<std::string> read_text(const std::filesystem::path& file) {
  const auto fail = [&](const std::string& why) {
    return Fault{FaultKind::invalid, file.string() + ": " + why};
  };
  std::error_code error;
  if (std::filesystem::is_directory(file, error)) return fail("is a folder, not a TOML file");
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return fail(std::string("cannot be read: ") + std::strerror(errno));
  std::string text(file_bytes_max + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(stream.gcount()));
  if (stream.bad()) return fail("cannot be read");
  if (text.size() > file_bytes_max) return fail("is larger than 1 MiB");
  return text;
}

Result<FileEntry> entry_of(const toml::key& key, const toml::node& node, std::string place) {
  FileEntry entry{std::string(key.str()), "", Value::Form::text, std::move(place)};
  if (const auto* text = node.as_string()) {
    entry.value = text->get();
  } else if (const auto* number = node.as_integer()) {
    entry.value = std::to_string(number->get());
    entry.form = Value::Form::number;
  } else if (const auto* truth = node.as_boolean()) {
    entry.value = truth->get() ? "true" : "false";
    entry.form = Value::Form::on_off;
  } else {
    const std::string what =
        node.is_table() ? ": no section is called " : ": no setting takes the value of ";
    return Fault{FaultKind::invalid, entry.place + what + entry.key};
  }
  return entry;
}

}  // namespace

Result<std::vector<FileEntry>> read_toml_file(const std::filesystem::path& file) {
  const auto text = read_text(file);
  if (!text) return text.fault();
  try {
    const toml::table table = toml::parse(*text, file.string());
    std::vector<std::pair<toml::source_position, FileEntry>> found;
    for (const auto& [key, node] : table) {
      auto entry = entry_of(key, node, place_of(file, key.source()));
      if (!entry) return entry.fault();
      found.emplace_back(key.source().begin, std::move(*entry));
    }
    std::sort(found.begin(), found.end(),
              [](const auto& one, const auto& other) { return one.first < other.first; });
    std::vector<FileEntry> entries;
    for (auto& [position, entry] : found) entries.push_back(std::move(entry));
    return entries;
  } catch (const toml::parse_error& error) {
    return Fault{FaultKind::invalid,
                 place_of(file, error.source()) + ": " + std::string(error.description())};
  }
}

}  // namespace boomerang::config
