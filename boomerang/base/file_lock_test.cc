#include "boomerang/base/file_lock.h"

#include <unistd.h>

#include <gtest/gtest.h>

#include "boomerang/base/temp_folder.h"

namespace boomerang {
namespace {

struct FileLockTest : testing::Test {
  TempFolder folder;
};

TEST_F(FileLockTest, SecondTakerIsToldWhoHasIt) {
  const auto first = FileLock::take(folder / "lock");
  ASSERT_TRUE(first);

  const auto second = FileLock::take(folder / "lock");

  ASSERT_FALSE(second);
  EXPECT_EQ(second.fault().kind, FaultKind::busy);
  EXPECT_EQ(second.fault().what, "process " + std::to_string(getpid()) + " has it open");
}

TEST_F(FileLockTest, IsFreeAgainWhenTheOwnerIsGone) {
  { ASSERT_TRUE(FileLock::take(folder / "lock")); }
  EXPECT_TRUE(FileLock::take(folder / "lock"));
}

TEST_F(FileLockTest, MissingFolderIsTheCallersMistake) {
  const auto lock = FileLock::take(folder / "missing/lock");
  ASSERT_FALSE(lock);
  EXPECT_EQ(lock.fault().kind, FaultKind::invalid);
}

}  // namespace
}  // namespace boomerang
