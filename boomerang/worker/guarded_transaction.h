#pragma once

// The transaction as a handler gets it: without commit, without the worker's own savepoints, and
// with a note of what the store could not do.

#include <optional>

#include "boomerang/store/store.h"

namespace boomerang::worker {

class GuardedTransaction final : public store::Transaction {
 public:
  explicit GuardedTransaction(store::Transaction& inner) : inner_(inner) {}

  // The first fault that was the store's own (a lock, a lost connection, damage) rather than the
  // handler's: the batch, not the event, has failed.
  const std::optional<Fault>& trouble() const { return trouble_; }

  using Transaction::execute;
  using Transaction::insert;
  using Transaction::query;
  Result<std::int64_t> execute(std::string_view sql, store::Values values) override;
  Result<std::vector<store::Row>> query(std::string_view sql, store::Values values) override;
  Result<Insert> insert(std::string_view sql, store::Values values) override;
  Result<std::vector<Insert>> insert_new(std::string_view table,
                                         std::span<const std::string_view> columns,
                                         std::span<const store::Row> rows) override;
  // Fails: invalid  also for a name that begins with "boomerang_"
  Result<void> savepoint(std::string_view name) override;
  Result<void> rollback_to(std::string_view name) override;
  Result<void> release(std::string_view name) override;
  Result<std::vector<store::InboxRow>> inbox_find(
      std::span<const std::array<std::uint8_t, 16>> ids) override;

  // Fail as `invalid`: they are the worker's affair.
  Result<void> inbox_add(std::span<const store::InboxRow> rows) override;
  Result<std::int64_t> inbox_prune(WallTime before, std::int64_t rows_max) override;
  Result<void> commit() override;

 private:
  template <typename T>
  Result<T> noted(Result<T> result);

  store::Transaction& inner_;
  std::optional<Fault> trouble_;
};

}  // namespace boomerang::worker
