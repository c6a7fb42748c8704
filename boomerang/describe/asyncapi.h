#pragma once

#include <string>
#include <vector>

#include "boomerang/base/result.h"
#include "boomerang/describe/options.h"
#include "boomerang/gateway/route.h"

namespace boomerang::describe {

// The records of these routes, for workers: an AsyncAPI 3.0 document as JSON. Its operations are a
// worker's: it receives events and replies to them, sends outcomes, and gives events up. Who only
// reads the topics receives what a worker sends. The same routes give the same bytes.
//
// Fails:  invalid  a schema that is none
// Source: AsyncAPI 3.0.0; docs/contract.md.
Result<std::string> asyncapi(const std::vector<gateway::Route>& routes,
                             const DescribeOptions& options);

}  // namespace boomerang::describe
