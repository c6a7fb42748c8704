#include "boomerang/config/toml_file.h"

#include <gtest/gtest.h>

#include <fstream>
#include <tuple>

#include "boomerang/base/temp_folder.h"

namespace boomerang::config {
namespace {

class TomlFileTest : public testing::Test {
 protected:
  Result<std::vector<FileEntry>> read(const std::string& text) {
    std::ofstream(file) << text;
    return read_toml_file(file);
  }

  // What is said about the file, without its path.
  std::string refusal(const std::string& text) {
    const auto entries = read(text);
    if (entries) return "";
    const std::string& what = entries.fault().what;
    EXPECT_TRUE(what.starts_with(file.string())) << what;
    return what.substr(file.string().size());
  }

  TempFolder folder;
  const std::filesystem::path file = folder / "boomerang.toml";
};

TEST_F(TomlFileTest, EveryFormComesWithItsPlaceInOrder) {
  const auto entries = read("wait = \"6s\"\n# aside\n  port = 8080\njson = true\n");

  ASSERT_TRUE(entries);
  ASSERT_EQ(entries->size(), 3u);
  const auto& [wait, port, json] = std::tie((*entries)[0], (*entries)[1], (*entries)[2]);
  EXPECT_EQ(wait.key, "wait");
  EXPECT_EQ(wait.value, "6s");
  EXPECT_EQ(wait.place, file.string() + ":1:1");
  EXPECT_EQ(port.value, "8080");
  EXPECT_EQ(port.form, Value::Form::number);
  EXPECT_EQ(port.place, file.string() + ":3:3");
  EXPECT_EQ(json.value, "true");
  EXPECT_EQ(json.form, Value::Form::on_off);
}

TEST_F(TomlFileTest, WhatIsNoTomlIsRefusedAtItsPlace) {
  EXPECT_TRUE(refusal("wait = \"6s\"\nport = \n").starts_with(":2:")) << refusal("port = \n");
  EXPECT_TRUE(refusal("a = 1\na = 2\n").starts_with(":2:"));
  EXPECT_TRUE(refusal("a = \"\xFF\"\n").starts_with(":1:"));
}

TEST_F(TomlFileTest, WhatNoOptionTakesIsRefusedAtItsPlace) {
  EXPECT_EQ(refusal("a = 1\n[http]\nport = 1\n"), ":2:2: no section is called http");
  EXPECT_EQ(refusal("a = [1]\n"), ":1:1: no setting takes the value of a");
  EXPECT_EQ(refusal("a = 2026-01-01\n"), ":1:1: no setting takes the value of a");
}

TEST_F(TomlFileTest, WhatCannotBeReadIsRefused) {
  const auto missing = read_toml_file(folder / "none.toml");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.fault().what,
            (folder / "none.toml").string() + ": cannot be read: No such file or directory");

  const auto no_file = read_toml_file(folder.path());
  ASSERT_FALSE(no_file);
  EXPECT_EQ(no_file.fault().what, folder.path().string() + ": is a folder, not a TOML file");

  EXPECT_EQ(refusal(std::string((1 << 20) + 1, '\n')), ": is larger than 1 MiB");
}

}  // namespace
}  // namespace boomerang::config
