// The SQLite store on a disk that fails: writes are made to fail at SQLite's own seam, the system
// calls of its unix VFS.

#include <unistd.h>
#include <cerrno>

#include <gtest/gtest.h>
#include <sqlite3.h>

#include "boomerang/base/manual_clock.h"
#include "boomerang/base/temp_folder.h"
#include "boomerang/store/sqlite/sqlite_store.h"

namespace boomerang::store {
namespace {

int write_error = 0;  // The errno of every write to a file; 0 lets them pass.

ssize_t failing_pwrite(int file, const void* bytes, std::size_t size, off_t offset) {
  if (write_error == 0) return ::pwrite(file, bytes, size, offset);
  errno = write_error;
  return -1;
}

struct SqliteStoreDiskTest : testing::Test {
  SqliteStoreDiskTest() {
    sqlite3_initialize();
    for (const char* call : {"pwrite", "pwrite64"}) {
      sqlite3_vfs* vfs = sqlite3_vfs_find(nullptr);
      vfs->xSetSystemCall(vfs, call, reinterpret_cast<sqlite3_syscall_ptr>(failing_pwrite));
    }
    store = *SqliteStore::open(folder / "store.db", clock);
    EXPECT_TRUE(store->migrate({}));
    session = *store->connect();
    EXPECT_TRUE(change("CREATE TABLE item (id INTEGER PRIMARY KEY)"));
  }

  ~SqliteStoreDiskTest() override {
    write_error = 0;
    sqlite3_vfs* vfs = sqlite3_vfs_find(nullptr);
    vfs->xSetSystemCall(vfs, nullptr, nullptr);
  }

  Result<void> change(const std::string& sql) {
    const auto transaction = session->begin();
    if (!transaction) return transaction.fault();
    EXPECT_TRUE((*transaction)->execute(sql));
    return (*transaction)->commit();
  }

  std::size_t items() {
    const auto other = *store->connect();
    return (*other->begin())->query("SELECT id FROM item")->size();
  }

  TempFolder folder;
  ManualClock clock;
  std::unique_ptr<SqliteStore> store;
  std::unique_ptr<Session> session;
};

TEST_F(SqliteStoreDiskTest, FailedWriteMakesACommitUnknownAndTheNextOneIsOnANewConnection) {
  {
    const auto transaction = *session->begin();
    ASSERT_TRUE(transaction->execute("INSERT INTO item VALUES (1)"));
    write_error = EIO;
    const auto committed = transaction->commit();
    ASSERT_FALSE(committed);
    EXPECT_EQ(committed.fault().kind, FaultKind::unknown) << committed.fault().what;
  }

  write_error = 0;
  const auto after = change("INSERT INTO item VALUES (2)");

  ASSERT_TRUE(after) << after.fault().what;
  EXPECT_GE(items(), 1u);
  const auto transaction = *session->begin();
  const auto verdict = *transaction->query("PRAGMA integrity_check");
  EXPECT_EQ(std::get<std::string>(verdict.at(0).at(0)), "ok");
}

TEST_F(SqliteStoreDiskTest, FullDiskIsBusyAndNothingWasChanged) {
  write_error = ENOSPC;
  const auto full = change("INSERT INTO item VALUES (1)");
  ASSERT_FALSE(full);
  EXPECT_EQ(full.fault().kind, FaultKind::busy) << full.fault().what;
  write_error = 0;

  EXPECT_EQ(items(), 0u);
  EXPECT_TRUE(change("INSERT INTO item VALUES (1)"));
  EXPECT_EQ(items(), 1u);
}

}  // namespace
}  // namespace boomerang::store
