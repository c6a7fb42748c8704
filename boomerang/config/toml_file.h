#pragma once

// A TOML file as a flat list of what it sets, each with its place in the file.
// Source: TOML 1.0.0.

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "boomerang/base/result.h"
#include "boomerang/config/value.h"

namespace boomerang::config {

// Where a value is: in the file itself, or in another one, as { file = "/run/secrets/x" } says.
enum class Held { here, in_file };

struct FileEntry {
  std::string key;    // "port", "broker.kafka.security.protocol", "route[0].method"
  std::string value;  // As a flag would have it; of one held in another file, that file's path.
  // None of what no single setting is: a fraction, a date, "[]" or "{}". `value` shows it.
  std::optional<Value::Form> form = Value::Form::text;
  std::string place;  // "boomerang.toml:3:1", of the key; of what stands in an array, of itself.
  Held held = Held::here;

  bool is_empty_list() const { return !form && value == "[]"; }
  bool is_empty_table() const { return !form && value == "{}"; }
};

inline constexpr std::size_t toml_file_bytes_max = 1 << 20;

// In the order of the file. The key of what stands in a table is led by the table's and a dot,
// however either is quoted: [a] b.c, [a] "b.c" and [a.b] c are one key. What stands in an array
// has its index. A table under a heading of its own that sets nothing is not told of.
//
// Fails: invalid  the file cannot be read, is no TOML, sets a key twice, or is over a bound; `what`
//                 begins with the file and the place in it, and shows no value, as that may be a
//                 secret
// Bounds: files of 1 MiB, keys of 256 bytes with all that leads to them, 32 dots and brackets one
//         in the other.
Result<std::vector<FileEntry>> read_toml_file(const std::filesystem::path& file);

}  // namespace boomerang::config
