#pragma once

#include <boost/json/value.hpp>
#include <vector>

#include "boomerang/base/result.h"
#include "boomerang/routing/schema_node.h"

namespace boomerang::routing {

// The nodes of a schema, the first of which is the whole.
// Fails: as Schema::compile()
Result<std::vector<SchemaNode>> compile_schema(const boost::json::value& document);

}  // namespace boomerang::routing
