#include "boomerang/command/keys.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <variant>

#include "boomerang/auth/key_ring.h"
#include "boomerang/base/temp_folder.h"
#include "boomerang/config/command_line.h"

namespace boomerang::command {
namespace {

using testing::HasSubstr;

class KeysTest : public testing::Test {
 protected:
  int run(std::vector<std::string> words) {
    Keys keys(random, in, out, err);
    const config::Command program = {.name = "boomerang", .commands = {keys.command()}};
    words.insert(words.begin(), "keys");
    const auto read = config::read_command_line(program, words, {});
    const auto* ready = std::get_if<config::Ready>(&read);
    if (ready == nullptr) return config::exit_usage;
    return ready->command->run(*ready);
  }

  Result<auth::KeyRing> ring_of(const std::string& lines) {
    std::ofstream(folder.path() / "keys.toml") << lines;
    return auth::KeyRing::read(folder / "keys.toml", "partners");
  }

  TempFolder folder;
  SeededRandom random{20260131};
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
};

TEST_F(KeysTest, ANewKeyIsFoundByTheLinesBelowIt) {
  ASSERT_EQ(run({"new", "billing", "--scope", "a:read", "--scope", "a:write", "--expires",
                 "2027-01-01T00:00:00Z"}),
            0)
      << err.str();

  const std::string text = out.str();
  const std::string key = text.substr(0, text.find('\n'));
  const auto ring = ring_of(text.substr(text.find("[[key]]")));
  ASSERT_TRUE(ring) << ring.fault().what;
  const auto* found = ring->find(key);
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->caller.name, "billing");
  EXPECT_EQ(found->scopes, (std::vector<std::string>{"a:read", "a:write"}));
  EXPECT_LT(found->valid_until, WallTime::max());
  EXPECT_EQ(text.find(key, 1), text.npos) << "the key is shown once";
}

TEST_F(KeysTest, AKeyOfSomebodyElseIsReadFromTheInput) {
  const std::string key(40, 'k');
  in.str(key + "\n");

  ASSERT_EQ(run({"hash", "billing"}), 0) << err.str();

  EXPECT_EQ(out.str().find(key), std::string::npos);
  const auto ring = ring_of(out.str());
  ASSERT_TRUE(ring) << ring.fault().what;
  EXPECT_NE(ring->find(key), nullptr);
}

TEST_F(KeysTest, WhatCannotBeIsTold) {
  in.str("short\n");
  EXPECT_EQ(run({"hash", "billing"}), 2);
  EXPECT_THAT(err.str(), HasSubstr("32 to 512"));
  EXPECT_EQ(run({"new"}), 2);
  EXPECT_EQ(run({"new", "billing", "--expires", "soon"}), 2);
  EXPECT_EQ(run({"new", "billing", "--scope", "two words"}), 2);
  EXPECT_EQ(out.str(), "");
}

}  // namespace
}  // namespace boomerang::command
