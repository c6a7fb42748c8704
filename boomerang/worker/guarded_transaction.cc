#include "boomerang/worker/guarded_transaction.h"

namespace boomerang::worker {
namespace {

Fault workers_affair() { return {FaultKind::invalid, "a handler must leave this to the worker"}; }

bool is_own(std::string_view name) { return name.starts_with("boomerang_"); }

}  // namespace

template <typename T>
Result<T> GuardedTransaction::noted(Result<T> result) {
  if (!result && result.fault().kind != FaultKind::invalid && !trouble_) {
    trouble_ = result.fault();
  }
  return result;
}

Result<std::int64_t> GuardedTransaction::execute(std::string_view sql, store::Values values) {
  return noted(inner_.execute(sql, values));
}

Result<std::vector<store::Row>> GuardedTransaction::query(std::string_view sql,
                                                          store::Values values) {
  return noted(inner_.query(sql, values));
}

Result<store::Transaction::Insert> GuardedTransaction::insert(std::string_view sql,
                                                              store::Values values) {
  return noted(inner_.insert(sql, values));
}

Result<std::vector<store::Transaction::Insert>> GuardedTransaction::insert_new(
    std::string_view table, std::span<const std::string_view> columns,
    std::span<const store::Row> rows) {
  return noted(inner_.insert_new(table, columns, rows));
}

Result<void> GuardedTransaction::savepoint(std::string_view name) {
  return is_own(name) ? workers_affair() : noted(inner_.savepoint(name));
}

Result<void> GuardedTransaction::rollback_to(std::string_view name) {
  return is_own(name) ? workers_affair() : noted(inner_.rollback_to(name));
}

Result<void> GuardedTransaction::release(std::string_view name) {
  return is_own(name) ? workers_affair() : noted(inner_.release(name));
}

Result<std::vector<store::InboxRow>> GuardedTransaction::inbox_find(
    std::span<const std::array<std::uint8_t, 16>> ids) {
  return noted(inner_.inbox_find(ids));
}

Result<void> GuardedTransaction::inbox_add(std::span<const store::InboxRow>) {
  return workers_affair();
}

Result<std::int64_t> GuardedTransaction::inbox_prune(WallTime, std::int64_t) {
  return workers_affair();
}

Result<void> GuardedTransaction::commit() { return workers_affair(); }

}  // namespace boomerang::worker
