#pragma once

// Prepared statements of one connection, found again by their SQL.

#include <cstddef>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "boomerang/base/result.h"
#include "boomerang/sqlite/database.h"

namespace boomerang::store {

// Threads: one at a time.
// Bounds:  `statements_max`; past it, the one that was not used for the longest time goes.
class StatementCache {
 public:
  // `database` must outlive the cache.
  StatementCache(sqlite::Database& database, std::size_t statements_max)
      : database_(database), statements_max_(statements_max) {}

  // Valid until the next call.
  // Fails: as Database::prepare()
  Result<sqlite::Statement*> find(std::string_view sql);

  std::size_t size() const { return statements_.size(); }

 private:
  using Entry = std::pair<const std::string, sqlite::Statement>;

  sqlite::Database& database_;
  const std::size_t statements_max_;
  std::list<Entry> statements_;  // The last used first.
  std::unordered_map<std::string_view, std::list<Entry>::iterator> by_sql_;
};

}  // namespace boomerang::store
