#include "boomerang/sqlite/wal.h"

#include <sqlite3.h>

#include <algorithm>
#include <vector>

#include "boomerang/base/check.h"

namespace boomerang::sqlite {

Wal::Wal(Database& database) : database_(database) {
  const int code =
      sqlite3_db_config(database.handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  check(code == SQLITE_OK, "an SQLite without SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE");
  // The hook also takes the place of SQLite's own, which would checkpoint inside commits.
  const auto note = [](void* self, sqlite3*, const char*, int pages) {
    static_cast<Wal*>(self)->pages_ = pages;
    return SQLITE_OK;
  };
  sqlite3_wal_hook(database.handle(), note, this);
}

Result<bool> Wal::checkpoint() {
  auto moved = database_.prepare("PRAGMA wal_checkpoint(PASSIVE)");
  if (!moved) return moved.fault();
  const auto row = moved->step();
  if (!row) return row.fault();
  const bool all = moved->integer(0) == 0 && moved->integer(1) == moved->integer(2);
  moved->reset();
  return all;
}

Result<void> Wal::truncate() { return database_.execute("PRAGMA wal_checkpoint(TRUNCATE)"); }

Result<void> Wal::rewrite() {
  sqlite3_file* file = nullptr;
  sqlite3_file_control(database_.handle(), "main", SQLITE_FCNTL_JOURNAL_POINTER, &file);
  if (file == nullptr || file->pMethods == nullptr) return {};

  const Fault failed{FaultKind::unknown, "the write-ahead log cannot be written again"};
  sqlite3_int64 size = 0;
  if (file->pMethods->xFileSize(file, &size) != SQLITE_OK) return failed;
  if (size == 0) return {};
  std::vector<char> bytes(65536);  // More than SQLite itself ever writes at once may fail.
  for (sqlite3_int64 at = 0; at < size;) {
    const auto part = static_cast<int>(std::min<sqlite3_int64>(size - at, std::ssize(bytes)));
    if (file->pMethods->xRead(file, bytes.data(), part, at) != SQLITE_OK ||
        file->pMethods->xWrite(file, bytes.data(), part, at) != SQLITE_OK) {
      return failed;
    }
    at += part;
  }
  if (file->pMethods->xSync(file, SQLITE_SYNC_NORMAL) != SQLITE_OK) return failed;
  return {};
}

}  // namespace boomerang::sqlite
