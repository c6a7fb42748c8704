#pragma once

// A transaction on PostgreSQL. All its statements are prepared, and found again by their SQL:
// those for many rows take arrays, and so are the same for any number.

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "boomerang/store/postgres/session.h"
#include "boomerang/store/store.h"

namespace boomerang::store::postgres {

// The SELECT of inbox_find(), and its parameter.
inline constexpr std::string_view inbox_query =
    "SELECT request_id, payload_hash, outcome_headers, outcome_body, handled "
    "FROM boomerang_inbox WHERE request_id = ANY (?::uuid[])";
Parameters inbox_ids(std::span<const std::array<std::uint8_t, 16>> ids);

class PostgresTransaction final : public Transaction {
 public:
  // BEGIN has run.
  explicit PostgresTransaction(PostgresSession& session);
  ~PostgresTransaction() override;

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

  // The fault of the prepared statement that is found as `key`.
  Fault met(std::string_view key, Fault fault);
  // What the SELECT of inbox_find() gave.
  Result<std::vector<InboxRow>> inbox_rows(const Answer& answer);

 private:
  enum class State {
    open,
    failed,  // After a fault: it can be rolled back, no more.
    undone,  // The connection is lost.
    over,    // After commit().
  };

  Result<void> ready() const;
  Fault met(Fault fault);
  Result<Prepared> prepare(const std::string& sql);
  Result<void> keep(std::string_view key, const Prepared& statement);
  Result<Prepared> prepared(std::string_view sql);
  Result<Answer> execute(std::string_view key, const Prepared& statement,
                         const Parameters& parameters, Form form);
  Result<Answer> run_with_values(std::string_view sql, Values values);
  Result<Answer> run_with_arrays(std::string_view sql, const Parameters& parameters, Form form);
  Result<Answer> direct(const std::string& sql);
  Fault inbox_fault(Fault fault);
  Result<void> over(const Result<Answer>& done);
  Result<void> mark(std::string_view verb, std::string_view name);
  Result<Prepared> prepare_insert_new(std::string_view table,
                                      std::span<const std::string_view> columns,
                                      std::string_view key);

  Connection& connection() { return *session_.link_->connection; }

  PostgresSession& session_;
  State state_ = State::open;
};

}  // namespace boomerang::store::postgres
