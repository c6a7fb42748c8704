#pragma once

// A connection to the file, and the transaction on it.

#include <filesystem>
#include <memory>
#include <optional>

#include "boomerang/sqlite/database.h"
#include "boomerang/store/sqlite/checkpointer.h"
#include "boomerang/store/sqlite/sqlite_store.h"
#include "boomerang/store/sqlite/statement_cache.h"
#include "boomerang/store/store.h"

namespace boomerang::store {

// A connection set up as every one of this store is.
// Fails: as SqliteStore::open()
Result<std::unique_ptr<sqlite::Database>> open_database(const std::filesystem::path& file,
                                                        const SqliteOptions& options);

// After a failed write or sync the connection is not used again: the next begin() opens a new one,
// which reads the WAL anew and goes on only from what can be verified.
class SqliteSession final : public Session {
 public:
  // `checkpointer` must outlive the session.
  SqliteSession(std::filesystem::path file, const SqliteOptions& options,
                Checkpointer& checkpointer, std::unique_ptr<sqlite::Database> database);

  Result<std::unique_ptr<Transaction>> begin() override;

 private:
  friend class SqliteTransaction;

  struct Connection {
    explicit Connection(std::unique_ptr<sqlite::Database> opened)
        : database(std::move(opened)), statements(*database, statements_max) {}

    static constexpr std::size_t statements_max = 128;
    std::unique_ptr<sqlite::Database> database;
    StatementCache statements;  // After the database: its statements go first.
  };

  void limit_wal();

  const std::filesystem::path file_;
  const SqliteOptions options_;
  Checkpointer& checkpointer_;
  std::optional<Connection> connection_;  // Empty after a failed write or sync.
  bool open_ = false;                     // Whether a transaction is.
};

class SqliteTransaction final : public Transaction {
 public:
  // BEGIN IMMEDIATE has run.
  explicit SqliteTransaction(SqliteSession& session);
  ~SqliteTransaction() override;

  using Transaction::execute;
  using Transaction::insert;
  using Transaction::query;
  Result<std::int64_t> execute(std::string_view sql, Values values) override;
  Result<std::vector<Row>> query(std::string_view sql, Values values) override;
  Result<Insert> insert(std::string_view sql, Values values) override;
  Result<std::vector<Insert>> insert_new(std::string_view table,
                                         std::span<const std::string_view> columns,
                                         std::span<const Row> rows) override;
  Result<void> savepoint(std::string_view name) override;
  Result<void> rollback_to(std::string_view name) override;
  Result<void> release(std::string_view name) override;
  Result<std::vector<InboxRow>> inbox_find(
      std::span<const std::array<std::uint8_t, 16>> ids) override;
  Result<void> inbox_add(std::span<const InboxRow> rows) override;
  Result<std::int64_t> inbox_prune(WallTime before, std::int64_t rows_max) override;
  Result<void> commit() override;

 private:
  sqlite::Database& database();
  Result<sqlite::Statement*> prepare(std::string_view sql);
  Result<sqlite::Statement*> prepare(std::string_view sql, Values values);
  Result<void> run(std::string_view sql);
  Result<void> mark(std::string_view verb, std::string_view name);
  Fault met(Fault fault);

  SqliteSession& session_;
  bool over_ = false;    // Committed, or tried to.
  bool broken_ = false;  // A write or a sync failed.
};

}  // namespace boomerang::store
