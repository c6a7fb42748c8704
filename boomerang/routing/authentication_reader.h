#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "boomerang/routing/authentication_key.h"
#include "boomerang/routing/table_reader.h"

namespace boomerang::routing {

// One [[authentication]] of a file.
class AuthenticationReader : public TableReader<AuthenticationDraft> {
 public:
  AuthenticationReader(std::string name, const std::filesystem::path& folder, std::size_t first)
      : TableReader(std::move(name), authentication_keys(), folder, first) {}

  // Once all is taken: what is missing, what does not go together, and what is wrong with its
  // files. No URL is asked.
  void finish();

  const std::vector<std::filesystem::path>& files() const { return files_; }
  const std::set<std::string>& key_names() const { return key_names_; }  // Of API keys.

 private:
  void check_files();

  std::vector<std::filesystem::path> files_;
  std::set<std::string> key_names_;
};

}  // namespace boomerang::routing
