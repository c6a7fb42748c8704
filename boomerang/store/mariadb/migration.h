#pragma once

#include <span>

#include "boomerang/base/clock.h"
#include "boomerang/base/result.h"
#include "boomerang/store/mariadb/connection.h"
#include "boomerang/store/store.h"

namespace boomerang::store::mariadb {

// Runs the steps that have not run yet, holding a lock of the server that is named after the
// database. A database without tables is set to compare text byte by byte first.
//
// MariaDB commits before and after each CREATE, ALTER or DROP. So a step with several of them is
// not all or nothing: if its second statement fails, its first one stays, and the step counts as
// not run. The fault says which statement failed. A step is best one such statement, or written so
// that it can be run again (IF NOT EXISTS). A step of INSERTs and UPDATEs only is all or nothing.
//
// `connection` must have been opened for migration.
// Fails: as Store::migrate()
Result<void> migrate(Connection& connection, std::span<const Migration> migrations,
                     const ServerOptions& options, const Clock& clock);

}  // namespace boomerang::store::mariadb
