#pragma once

// The store on SQLite: one file beside its WAL. Every session has its own connection, but SQLite
// lets one transaction write at a time; a worker needs one session only.
//
// Durable: WAL with synchronous=FULL: the WAL is synced before commit() returns.
// Source:  sqlite.org/wal.html, sqlite.org/pragma.html#pragma_synchronous

#include <filesystem>
#include <memory>
#include <string>
#include <utility>

#include "boomerang/base/clock.h"
#include "boomerang/store/sqlite/checkpointer.h"
#include "boomerang/store/store.h"

namespace boomerang::store {

struct SqliteOptions {
  Duration busy_wait = std::chrono::seconds(5);  // For another connection's write lock.
  int cache_kib = 64 * 1024;                     // Of pages, in each session.
  int wal_pages_max = 4096;  // A checkpoint beside the sessions past this; before the next
                             // transaction past twice as much.
  std::string vfs = {};      // As sqlite::Options::vfs.
};

// Threads: any.
class SqliteStore final : public Store {
 public:
  // Makes the file if it is not there. `clock` must outlive the store.
  //
  // Fails: invalid  the file cannot be opened or made, or its text is not UTF-8
  //        corrupt  it is no SQLite database
  static Result<std::unique_ptr<SqliteStore>> open(const std::filesystem::path& file,
                                                   const Clock& clock,
                                                   const SqliteOptions& options = {});

  BatchStyle batch_style() const override { return BatchStyle::savepoint_each; }
  Result<std::unique_ptr<Session>> connect() override;
  Result<void> migrate(std::span<const Migration> migrations) override;

 private:
  SqliteStore(std::filesystem::path file, const Clock& clock, const SqliteOptions& options,
              std::unique_ptr<Checkpointer> checkpointer)
      : file_(std::move(file)),
        clock_(clock),
        options_(options),
        checkpointer_(std::move(checkpointer)) {}

  const std::filesystem::path file_;
  const Clock& clock_;
  const SqliteOptions options_;
  const std::unique_ptr<Checkpointer> checkpointer_;
};

}  // namespace boomerang::store
