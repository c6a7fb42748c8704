#pragma once

// A transaction on MariaDB.
//
// Statements are prepared, and found again by their SQL; one for many rows takes them as columns,
// so that the server need not parse their values. Where a round trip costs more than that (the
// inbox of a small batch), several statements go as one text, with the values written into it.

#include <memory>
#include <string>

#include "boomerang/store/mariadb/session.h"
#include "boomerang/store/store.h"

namespace boomerang::store::mariadb {

class MariadbTransaction final : public Transaction {
 public:
  // START TRANSACTION has run.
  explicit MariadbTransaction(MariadbSession& session);
  ~MariadbTransaction() override;

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
  Result<void> inbox_add_and_commit(std::span<const InboxRow> rows) override;

  // The SELECT of inbox_find(), and what it gave. Not for no ids.
  static std::string inbox_query(std::span<const std::array<std::uint8_t, 16>> ids);
  Result<std::vector<InboxRow>> inbox_rows(Answer answer);

 private:
  enum class State {
    open,
    failed,     // After a fault: it can be rolled back, no more.
    undone,     // The server rolled it back, or is gone.
    committed,  // By a statement of its own (CREATE, ALTER, ...): all that is left is commit().
    over,       // After commit().
  };

  Result<void> ready() const;
  Fault met(Fault fault);
  void look_whether_open(std::string_view sql);
  Result<Statement*> statement(std::string_view sql);
  Result<Statement::Answer> looked_at(std::string_view sql, Result<Statement::Answer> answer);
  Result<Statement::Answer> prepared(std::string_view sql, Values values);
  Result<Statement::Answer> prepared_rows(std::string_view sql, std::span<const Column> columns,
                                          std::size_t first, std::size_t rows);
  Result<Answer> direct(std::string_view sql);
  Result<void> mark(std::string_view verb, std::string_view name);
  Result<void> insert_written(const std::string& head, std::span<const Row> rows,
                              std::vector<Insert>& inserts);
  Result<void> insert_columns(const std::string& head, std::vector<Column> columns,
                              std::vector<Insert>& inserts);
  Result<void> check_warnings(unsigned warnings);
  Result<void> inbox_add_columns(std::span<const InboxRow> rows);
  Fault inbox_fault(Fault fault);
  Result<void> over(const Result<Answer>& done);

  Connection& connection() { return *session_.link_->connection; }

  MariadbSession& session_;
  State state_ = State::open;
};

}  // namespace boomerang::store::mariadb
