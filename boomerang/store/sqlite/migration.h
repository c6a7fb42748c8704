#pragma once

// The history of a schema, kept in the database: which steps have run, and with which SQL.

#include <span>

#include "boomerang/base/clock.h"
#include "boomerang/base/result.h"
#include "boomerang/sqlite/database.h"
#include "boomerang/store/store.h"

namespace boomerang::store {

// Runs the steps that have not run yet, all in one transaction that holds the database's write
// lock: after a fault none of them has run.
//
// Fails: as Store::migrate()
Result<void> migrate(sqlite::Database& database, std::span<const Migration> migrations,
                     const Clock& clock);

}  // namespace boomerang::store
