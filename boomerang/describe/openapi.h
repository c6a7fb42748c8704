#pragma once

#include <string>
#include <vector>

#include "boomerang/base/result.h"
#include "boomerang/describe/options.h"
#include "boomerang/gateway/route.h"

namespace boomerang::describe {

// The HTTP API of a gateway with these routes, for clients: an OpenAPI 3.1 document as JSON. One
// operation for each route and path, and GET /requests/{ticket}. The same routes give the same
// bytes. A route with a method that OpenAPI has no word for is left out.
//
// Fails:  invalid  a schema that is none; a route that names a way to authenticate that
//                  `options` does not describe, or one whose name is no component's
// Source: OpenAPI 3.1.1.
Result<std::string> openapi(const std::vector<gateway::Route>& routes,
                            const DescribeOptions& options);

}  // namespace boomerang::describe
