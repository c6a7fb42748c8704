#pragma once

// How long a store on a database server waits, and for what. With these every wait has a bound.

#include "boomerang/base/clock.h"

namespace boomerang::store {

// Some servers count whole seconds: a part of one counts as one.
struct ServerOptions {
  Duration connect_timeout = std::chrono::seconds(5);  // At least two seconds.

  // The server ends a statement that takes longer. If it does not even answer `answer_grace` after
  // that, the connection is given up as lost.
  Duration statement_timeout = std::chrono::seconds(30);
  Duration answer_grace = std::chrono::seconds(5);

  Duration lock_wait = std::chrono::seconds(5);  // For a lock that another session holds.

  // The server ends the connection of a transaction that does nothing for so long, so that a
  // worker that vanished or stands still holds its locks no longer: until then, who got its events
  // waits for them. A handler that does something else for longer fails each time.
  Duration idle_transaction_max = std::chrono::seconds(30);

  // In place of statement_timeout while migrate() runs.
  Duration migration_timeout = std::chrono::minutes(10);
};

}  // namespace boomerang::store
