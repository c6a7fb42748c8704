#include "boomerang/sqlite/database.h"

#include <fstream>

#include <gtest/gtest.h>

#include "boomerang/base/temp_folder.h"

namespace boomerang::sqlite {
namespace {

using namespace std::string_view_literals;

struct DatabaseTest : testing::Test {
  DatabaseTest() {
    database = *Database::open(folder / "a.db");
    EXPECT_TRUE(database->execute("CREATE TABLE t (id INTEGER PRIMARY KEY, name UNIQUE NOT NULL)"));
  }

  TempFolder folder;
  std::unique_ptr<Database> database;
};

TEST_F(DatabaseTest, ValuesReadBackAsTheyWereBound) {
  auto statement = *database->prepare("SELECT ?, ?, ?, ?, ?");
  statement.bind(1, std::int64_t{-7}).bind(2, 0.5).bind_text(3, "").bind_blob(4, "\0x"sv);
  statement.bind_null(5);

  ASSERT_TRUE(*statement.step());
  EXPECT_EQ(statement.integer(0), -7);
  EXPECT_EQ(statement.real(1), 0.5);
  EXPECT_EQ(statement.type(2), Statement::Type::text);
  EXPECT_EQ(statement.bytes(2), "");
  EXPECT_EQ(statement.bytes(3), "\0x"sv);
  EXPECT_EQ(statement.type(4), Statement::Type::null);
  EXPECT_FALSE(*statement.step());
}

TEST_F(DatabaseTest, DuplicateIsToldFromOtherConstraints) {
  ASSERT_TRUE(database->execute("INSERT INTO t VALUES (1, 'a')"));

  EXPECT_FALSE(database->execute("INSERT INTO t VALUES (2, 'a')"));
  EXPECT_EQ(database->trouble(), Trouble::unique);
  EXPECT_FALSE(database->execute("INSERT INTO t VALUES (1, 'b')"));
  EXPECT_EQ(database->trouble(), Trouble::unique);
  EXPECT_FALSE(database->execute("INSERT INTO t VALUES (3, NULL)"));
  EXPECT_EQ(database->trouble(), Trouble::constraint);
}

TEST_F(DatabaseTest, RunTellsHowManyRowsChanged) {
  auto insert = *database->prepare("INSERT INTO t VALUES (?, ?) ON CONFLICT DO NOTHING");
  insert.bind(1, std::int64_t{1}).bind_text(2, "a");
  EXPECT_EQ(*insert.run(), 1);
  EXPECT_EQ(*insert.run(), 0);
}

TEST_F(DatabaseTest, WalGrowsUntilACheckpointIsAskedFor) {
  database->leave_checkpoints();
  ASSERT_TRUE(database->execute("INSERT INTO t VALUES (1, 'a')"));
  const int before = database->wal_pages();

  ASSERT_TRUE(database->execute("INSERT INTO t VALUES (2, 'b')"));
  EXPECT_GT(database->wal_pages(), before);
  ASSERT_TRUE(database->integer("PRAGMA wal_checkpoint(PASSIVE)"));
  ASSERT_TRUE(database->execute("INSERT INTO t VALUES (3, 'c')"));
  EXPECT_LE(database->wal_pages(), before);
}

TEST_F(DatabaseTest, LockedDatabaseIsBusy) {
  const auto other = *Database::open(folder / "a.db", {.busy_wait = Duration{0}});
  ASSERT_TRUE(database->execute("BEGIN IMMEDIATE"));

  const auto begun = other->execute("BEGIN IMMEDIATE");

  ASSERT_FALSE(begun);
  EXPECT_EQ(begun.fault().kind, FaultKind::busy);
  EXPECT_EQ(other->trouble(), Trouble::locked);
}

TEST_F(DatabaseTest, FileThatIsNoDatabaseIsCorrupt) {
  std::ofstream(folder / "b.db") << std::string(4096, 'x');
  const auto opened = Database::open(folder / "b.db");
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.fault().kind, FaultKind::corrupt);
}

TEST_F(DatabaseTest, MissingFolderIsTheCallersMistake) {
  const auto opened = Database::open(folder / "missing/c.db");
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.fault().kind, FaultKind::invalid);
}

}  // namespace
}  // namespace boomerang::sqlite
