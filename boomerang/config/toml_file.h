#pragma once

// A TOML file as a flat list of what it sets, each with its place in the file.
// Source: TOML 1.0.0.

#include <filesystem>
#include <string>
#include <vector>

#include "boomerang/base/result.h"
#include "boomerang/config/value.h"

namespace boomerang::config {

struct FileEntry {
  std::string key;
  std::string value;  // As a flag would have it.
  Value::Form form = Value::Form::text;
  std::string place;  // "boomerang.toml:3:1", of the key.
};

// In the order of the file. Keys stand at the top level; there are no sections yet.
//
// Fails: invalid  the file cannot be read, is no TOML, or holds something that no option takes
//                 (a section, an array, a date); `what` begins with the file and the place in it
// Bounds: files of 1 MiB.
Result<std::vector<FileEntry>> read_toml_file(const std::filesystem::path& file);

}  // namespace boomerang::config
