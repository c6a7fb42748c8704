#include "boomerang/config/secret_file.h"

#include <gtest/gtest.h>

#include <fstream>

#include "boomerang/base/temp_folder.h"

namespace boomerang::config {
namespace {

class SecretFileTest : public testing::Test {
 protected:
  Result<std::string> read(const std::string& content) {
    std::ofstream(file, std::ios::binary) << content;
    return read_secret_file(file);
  }

  TempFolder folder;
  const std::string file = folder / "secret";
};

TEST_F(SecretFileTest, OneNewlineAtTheEndIsNoPartOfIt) {
  EXPECT_EQ(*read("hunter2"), "hunter2");
  EXPECT_EQ(*read("hunter2\n"), "hunter2");
  EXPECT_EQ(*read("two\nlines \n\n"), "two\nlines \n");
}

TEST_F(SecretFileTest, SixtyFourKibibytesAreTheMost) {
  EXPECT_TRUE(read(std::string(64 << 10, 's')));
  EXPECT_EQ(read(std::string((64 << 10) + 1, 's')).fault().what, file + ": is larger than 64 KiB");
}

TEST_F(SecretFileTest, WhatHoldsNoSecretIsRefused) {
  EXPECT_EQ(read("").fault().what, file + ": is empty");
  EXPECT_EQ(read("\n").fault().what, file + ": is empty");
  EXPECT_EQ(read_secret_file("").fault().what, "\"\": expected the path of a file");
  EXPECT_EQ(read_secret_file(folder / "none").fault().what,
            (folder / "none").string() + ": cannot be read: No such file or directory");
  EXPECT_EQ(read_secret_file(folder.path()).fault().what,
            folder.path().string() + ": is a folder, not a file");
}

}  // namespace
}  // namespace boomerang::config
