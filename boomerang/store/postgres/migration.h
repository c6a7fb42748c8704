#pragma once

#include <span>

#include "boomerang/base/clock.h"
#include "boomerang/base/result.h"
#include "boomerang/store/postgres/connection.h"
#include "boomerang/store/store.h"

namespace boomerang::store::postgres {

// Runs the steps that have not run yet, all in one transaction that holds an advisory lock: after
// a fault none of them has run. So a step cannot be a statement that PostgreSQL refuses inside of
// a transaction (CREATE INDEX CONCURRENTLY, VACUUM).
//
// Fails: as Store::migrate()
Result<void> migrate(Connection& connection, std::span<const Migration> migrations,
                     const Clock& clock);

}  // namespace boomerang::store::postgres
