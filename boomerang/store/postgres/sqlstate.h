#pragma once

// What PostgreSQL's SQLSTATEs mean to us. The only table of them.
//
// Source: postgresql.org/docs/current/errcodes-appendix.html

#include <string_view>

#include "boomerang/base/result.h"

namespace boomerang::store::postgres {

// For callers that must tell more apart than the kind.
enum class Trouble {
  duplicate,  // A unique key is taken.
  lost,       // The connection is gone, and the transaction with it.
  stale,      // A prepared statement no longer fits the schema: prepare it again.
  other,
};

struct Meaning {
  FaultKind kind;  // Outside of a COMMIT.
  Trouble trouble;
};

// A state that is not listed is `invalid` and `other`: repeating it helps nobody. The empty one
// is that of an error of the client library: the connection is gone.
Meaning meaning_of(std::string_view state);

}  // namespace boomerang::store::postgres
