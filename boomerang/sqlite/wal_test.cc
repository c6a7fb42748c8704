#include "boomerang/sqlite/wal.h"

#include <filesystem>

#include <gtest/gtest.h>

#include "boomerang/base/temp_folder.h"

namespace boomerang::sqlite {
namespace {

struct WalTest : testing::Test {
  std::unique_ptr<Database> open() { return *Database::open(folder / "a.db"); }

  static void fill(Database& database) {
    ASSERT_TRUE(database.execute("CREATE TABLE IF NOT EXISTS t (x)"));
    ASSERT_TRUE(
        database.execute("WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) "
                         "INSERT INTO t SELECT hex(zeroblob(1000)) FROM n"));
  }

  TempFolder folder;
};

TEST_F(WalTest, NothingIsMovedUnasked) {
  {
    const auto database = open();
    const Wal wal(*database);
    fill(*database);
    EXPECT_GT(wal.pages(), 1000);
  }
  EXPECT_LT(std::filesystem::file_size(folder / "a.db"), 100'000u);
}

TEST_F(WalTest, CheckpointMovesAllWhenNobodyReads) {
  const auto database = open();
  Wal wal(*database);
  fill(*database);

  EXPECT_TRUE(*wal.checkpoint());
  EXPECT_GT(std::filesystem::file_size(folder / "a.db"), 2'000'000u);

  ASSERT_TRUE(database->execute("INSERT INTO t VALUES (1)"));
  EXPECT_LT(wal.pages(), 10);
}

TEST_F(WalTest, RewrittenLogReadsTheSame) {
  const auto database = open();
  Wal wal(*database);
  fill(*database);

  ASSERT_TRUE(database->execute("BEGIN IMMEDIATE"));
  EXPECT_TRUE(wal.rewrite());
  ASSERT_TRUE(database->execute("ROLLBACK"));

  EXPECT_EQ(*open()->integer("SELECT count(*) FROM t"), 2000);
}

}  // namespace
}  // namespace boomerang::sqlite
