#include "boomerang/store/sqlite/sqlite_store.h"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "boomerang/base/manual_clock.h"
#include "boomerang/base/temp_folder.h"
#include "boomerang/sqlite/database.h"

namespace boomerang::store {
namespace {

// What every store promises is in test/contract; here is what only this one has.
struct SqliteStoreTest : testing::Test {
  std::unique_ptr<SqliteStore> open(const SqliteOptions& options = {}) {
    return *SqliteStore::open(file, clock, options);
  }

  TempFolder folder;
  const std::filesystem::path file = folder / "store.db";
  ManualClock clock;
};

TEST_F(SqliteStoreTest, MissingFolderIsInvalidAndOtherFilesAreCorrupt) {
  std::ofstream(folder / "text") << std::string(4096, 'x');

  EXPECT_EQ(SqliteStore::open(folder / "no/store.db", clock).fault().kind, FaultKind::invalid);
  EXPECT_EQ(SqliteStore::open(folder / "text", clock).fault().kind, FaultKind::corrupt);
}

TEST_F(SqliteStoreTest, Utf16DatabaseIsRefused) {
  {
    const auto database = *sqlite::Database::open(folder / "wide.db");
    ASSERT_TRUE(database->execute("PRAGMA encoding = 'UTF-16'; CREATE TABLE t (n)"));
  }

  const auto opened = SqliteStore::open(folder / "wide.db", clock);

  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.fault().kind, FaultKind::invalid);
}

TEST_F(SqliteStoreTest, ForeignKeysAreKept) {
  const auto store = open();
  const auto session = *store->connect();
  const auto transaction = *session->begin();
  ASSERT_TRUE(transaction->execute("CREATE TABLE a (id INTEGER PRIMARY KEY)"));
  ASSERT_TRUE(transaction->execute("CREATE TABLE b (a INTEGER REFERENCES a (id))"));

  const auto added = transaction->insert("INSERT INTO b VALUES (7)");

  ASSERT_FALSE(added);
  EXPECT_EQ(added.fault().kind, FaultKind::invalid);
}

TEST_F(SqliteStoreTest, WalStartsOverUnderSteadyWrites) {
  SqliteOptions options;
  options.wal_pages_max = 8;
  const auto store = open(options);
  const auto session = *store->connect();
  const auto write = [&](const std::string& sql) {
    const auto transaction = *session->begin();
    ASSERT_TRUE(transaction->execute(sql));
    ASSERT_TRUE(transaction->commit());
  };
  write("CREATE TABLE t (n)");

  for (int i = 0; i < 200; ++i) write("INSERT INTO t VALUES (randomblob(1000))");

  // 200 commits of at least one page of 4 KiB each would be 800 KiB.
  EXPECT_LT(std::filesystem::file_size(file.string() + "-wal"), 200u * 1024u);
}

TEST_F(SqliteStoreTest, TransactionThatSqliteEndedIsBusyToTheEnd) {
  const auto store = open();
  const auto session = *store->connect();
  {
    const auto transaction = *session->begin();
    ASSERT_TRUE(transaction->execute("CREATE TABLE t (n UNIQUE ON CONFLICT ROLLBACK)"));
    ASSERT_TRUE(transaction->commit());
  }
  const auto transaction = *session->begin();
  ASSERT_TRUE(transaction->execute("INSERT INTO t VALUES (1)"));
  ASSERT_FALSE(transaction->execute("INSERT INTO t VALUES (1)"));

  // What SQLite took back must not be followed by a change outside any transaction.
  const auto after = transaction->execute("INSERT INTO t VALUES (2)");

  ASSERT_FALSE(after);
  EXPECT_EQ(after.fault().kind, FaultKind::busy);
  EXPECT_EQ(transaction->commit().fault().kind, FaultKind::busy);
}

TEST_F(SqliteStoreTest, InboxIsReadableAsText) {
  const auto store = open();
  ASSERT_TRUE(store->migrate({}));
  const auto session = *store->connect();
  const auto transaction = *session->begin();
  InboxRow row;
  row.outcome_headers = "{}";
  row.outcome_body = "{\"id\": 1}";
  ASSERT_TRUE(transaction->inbox_add({&row, 1}));

  const auto rows = *transaction->query("SELECT typeof(outcome_body) FROM boomerang_inbox");

  EXPECT_EQ(std::get<std::string>(rows.at(0).at(0)), "text");
}

}  // namespace
}  // namespace boomerang::store
