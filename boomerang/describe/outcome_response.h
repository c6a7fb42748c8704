#pragma once

#include <string>

#include "boomerang/base/result.h"
#include "boomerang/describe/catalog.h"
#include "boomerang/describe/response_set.h"
#include "boomerang/gateway/route.h"

namespace boomerang::describe {

// Adds what a client of the route may be told about outcomes: each type of its table under its
// status. A route without a table says nothing about statuses, so any may come. A body whose
// schema is not known is JSON, or a problem from status 400 on.
// Fails: invalid  a schema that is none
Result<void> add_outcomes(ResponseSet& responses, const gateway::Route& route, Catalog& schemas);

// Adds what becomes of those outcomes for who asks for as little as may be: RFC 7240, section 4.2.
void add_minimal(ResponseSet& responses, const gateway::Route& route);

// Adds the fields that go with an outcome only where it is asked for later: with one of that
// status, or with all of the route's.
void add_found(ResponseSet& responses, const std::string& status);
void add_found(ResponseSet& responses, const gateway::Route& route);

}  // namespace boomerang::describe
