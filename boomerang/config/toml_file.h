#pragma once

// A TOML file as a flat list of what it sets, each with its place in the file.
// Source: TOML 1.0.0.

#include <filesystem>
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
  Value::Form form = Value::Form::text;
  std::string place;  // "boomerang.toml:3:1", of the key; of what stands in an array, of itself.
  Held held = Held::here;
};

// In the order of the file. The key of what stands in a table is led by the table's and a dot,
// however either is quoted: [a] b.c, [a] "b.c" and [a.b] c are one key. What stands in an array
// has its index. An empty table sets nothing, and is refused in an array, where its index would be
// missing.
//
// Fails: invalid  the file cannot be read, is no TOML, sets a key twice, or holds something that
//                 nothing takes (a date, a fraction, an empty array); `what` begins with the file
//                 and the place in it, and shows no value, as that may be a secret
// Bounds: files of 1 MiB.
Result<std::vector<FileEntry>> read_toml_file(const std::filesystem::path& file);

}  // namespace boomerang::config
