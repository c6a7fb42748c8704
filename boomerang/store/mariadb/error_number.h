#pragma once

// What MariaDB's error numbers mean to us. The only table of them.
//
// Source: mariadb.com/kb/en/mariadb-error-code-reference, and the client's errmsg.h

#include "boomerang/base/result.h"

namespace boomerang::store::mariadb {

// For callers that must tell more apart than the kind.
enum class Trouble {
  duplicate,  // A unique key is taken: the statement did nothing, the transaction goes on.
  undone,     // The server rolled the whole transaction back.
  lost,       // The connection is gone, and the transaction with it.
  stale,      // A prepared statement no longer fits the schema: prepare it again.
  unfit,      // The server cannot run such a statement prepared: it did nothing.
  other,      // The statement did nothing.
};

struct Meaning {
  FaultKind kind;  // Outside of a COMMIT.
  Trouble trouble;
};

// A number that is not listed is `invalid` and `other`: repeating it helps nobody.
Meaning meaning_of(unsigned number);

}  // namespace boomerang::store::mariadb
