#pragma once

// A transaction on MariaDB.
//
// A handler's statements are prepared, and found again by their SQL. What is done for many rows at
// once (the inbox, insert_new) is one statement each, with the values written into it.

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
  Result<Statement::Answer> prepared(std::string_view sql, Values values);
  Result<Answer> direct(std::string_view sql);
  Result<void> mark(std::string_view verb, std::string_view name);
  Result<void> insert_some(const std::string& sql, std::vector<Insert>& inserts);

  Connection& connection() { return *session_.link_->connection; }

  MariadbSession& session_;
  State state_ = State::open;
};

}  // namespace boomerang::store::mariadb
