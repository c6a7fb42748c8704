#pragma once

// The one door to SQLite: connections and prepared statements with our faults.
//
// Threads: each connection, with its statements, one at a time.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "boomerang/base/clock.h"
#include "boomerang/base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace boomerang::sqlite {

enum class Access { read_only, read_write };

struct Options {
  Access access = Access::read_write;
  Duration busy_wait = std::chrono::seconds(5);  // For another connection's lock.
  std::string vfs = {};  // The name of a registered sqlite3_vfs; the system's if empty.
};

// What went wrong, for callers that must tell the cases apart. Source: sqlite.org/rescode.html.
enum class Trouble {
  none,
  unique,      // SQLITE_CONSTRAINT_UNIQUE, _PRIMARYKEY, _ROWID
  constraint,  // Any other constraint.
  locked,      // SQLITE_BUSY, SQLITE_LOCKED
  full,        // SQLITE_FULL: the change was not made.
  io,          // SQLITE_IOERR: on a commit, it may or may not be there.
  damaged,     // SQLITE_CORRUPT, SQLITE_NOTADB
  starved,     // SQLITE_NOMEM, SQLITE_CANTOPEN, SQLITE_PROTOCOL: the machine had no room for it.
  other,
};

class Database;

// One prepared statement. Must go before its Database.
class Statement {
 public:
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&& other) noexcept;
  ~Statement();

  // Parameters count from 1. Text and blobs must live until the next reset(); they are not copied.
  Statement& bind(int index, std::int64_t number);
  Statement& bind(int index, double number);
  Statement& bind_text(int index, std::string_view text);
  Statement& bind_blob(int index, std::string_view bytes);
  Statement& bind_null(int index);

  // True with a row to read, false when there are no more. After false or a fault the statement
  // is reset: bind, or step it again from the start.
  Result<bool> step();

  // Runs to the end, ignoring rows. Gives the number of rows changed.
  Result<std::int64_t> run();

  void reset();

  // How many parameters the statement has.
  int parameters() const;

  // Of the row that step() stands on. Columns count from 0. Views are valid until the next step().
  int columns() const;
  std::int64_t integer(int column) const;
  double real(int column) const;
  std::string_view bytes(int column) const;  // Text or a blob.
  enum class Type { null, integer, real, text, blob };
  Type type(int column) const;

 private:
  friend class Database;
  Statement(Database& database, sqlite3_stmt* handle) : database_(&database), handle_(handle) {}

  Database* database_;
  sqlite3_stmt* handle_;
};

class Database {
 public:
  // Opens the file, making it if it may be written. WAL is the journal mode of every database that
  // we make.
  //
  // Fails: invalid  it cannot be opened or made; `what` says the file and the reason
  //        corrupt  it is no SQLite database
  static Result<std::unique_ptr<Database>> open(const std::filesystem::path& file,
                                                const Options& options = {});
  Database(const Database&) = delete;
  ~Database();

  // Runs one or more statements that give no rows.
  Result<void> execute(const std::string& sql);

  // A fault here is a mistake in `sql`, or damage.
  Result<Statement> prepare(std::string_view sql);

  // The first column of the first row.
  Result<std::int64_t> integer(std::string_view sql);

  // What the last failing call on this connection met.
  Trouble trouble() const { return trouble_; }

  // Whether a transaction is open. SQLite ends one by itself on some errors.
  bool in_transaction() const;

  // Ends the checkpoints that a commit of this connection makes by itself, so that the caller can
  // make them at a better time, by wal_pages().
  void leave_checkpoints();

  // After leave_checkpoints(): the pages that the WAL held after this connection's last commit.
  int wal_pages() const { return wal_pages_; }

  sqlite3* handle() const { return handle_; }

 private:
  friend class Statement;
  explicit Database(sqlite3* handle) : handle_(handle) {}

  // The fault for `code`, which is also noted as the trouble.
  Fault fault(int code, std::string_view doing);

  sqlite3* handle_;
  Trouble trouble_ = Trouble::none;
  int wal_pages_ = 0;
};

}  // namespace boomerang::sqlite
