#include "boomerang/store/sqlite/statement_cache.h"

namespace boomerang::store {

Result<sqlite::Statement*> StatementCache::find(std::string_view sql) {
  if (const auto found = by_sql_.find(sql); found != by_sql_.end()) {
    statements_.splice(statements_.begin(), statements_, found->second);
    return &found->second->second;
  }
  auto statement = database_.prepare(sql);
  if (!statement) return statement.fault();
  if (statements_.size() == statements_max_) {
    by_sql_.erase(statements_.back().first);
    statements_.pop_back();
  }
  statements_.emplace_front(sql, *std::move(statement));
  by_sql_.emplace(statements_.front().first, statements_.begin());
  return &statements_.front().second;
}

}  // namespace boomerang::store
