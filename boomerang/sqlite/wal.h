#pragma once

// The write-ahead log of a database, for a program that says itself when it is moved into the file.

#include "boomerang/base/result.h"
#include "boomerang/sqlite/database.h"

namespace boomerang::sqlite {

// Threads: those of the connection.
// Owns:    nothing; the database must outlive it.
class Wal {
 public:
  // From now on neither a commit nor the end of this connection moves anything.
  explicit Wal(Database& database);
  Wal(const Wal&) = delete;
  Wal& operator=(const Wal&) = delete;

  // How many pages are in the log, after the last commit of this connection.
  int pages() const { return pages_; }

  // Moves what no reader still needs, waiting for nobody. True when all is in the file: then the
  // next commit begins the log anew if nobody reads at that instant.
  Result<bool> checkpoint();

  // Moves all and makes the log an empty file, if no one else uses it.
  Result<void> truncate();

  // Writes the log's bytes once more where they are, and syncs them. After a sync that failed, in
  // this process or in one that died, the kernel may show bytes which it will never write; now
  // they are either on disk or this fails. To be called inside a write transaction that has
  // changed nothing yet.
  Result<void> rewrite();

 private:
  Database& database_;
  int pages_ = 0;
};

}  // namespace boomerang::sqlite
