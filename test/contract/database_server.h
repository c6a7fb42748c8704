#pragma once

// A database server of this test program's own, in a temporary folder, that can be killed and
// started again: scripts/mariadb or scripts/postgresql. It never outlives the program.

#include <cstdint>
#include <string>

#include <gtest/gtest.h>

#include "boomerang/base/temp_folder.h"

namespace boomerang::store {

// One for the whole program: add it as a global test environment, which starts it before the
// first test.
class DatabaseServer : public testing::Environment {
 public:
  // `script` is "mariadb" or "postgresql".
  explicit DatabaseServer(std::string script) : script_(std::move(script)) {}

  void SetUp() override;
  void TearDown() override;

  // Where its one database is, or what a proxy on `port` makes of that.
  const std::string& url() const { return url_; }
  std::string url_by(std::uint16_t port) const;
  std::uint16_t port() const;

  // SIGKILL, and waits for the end of it.
  void kill();

  // Starts it, on what is in the folder, and waits until it answers. A server that does not come
  // up ends the program: no test could say anything.
  void start();

 private:
  const std::string script_;
  TempFolder folder_;
  std::string url_;
  int script_pid_ = 0;
};

}  // namespace boomerang::store
