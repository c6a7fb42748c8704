#pragma once

#include <string>
#include <vector>

#include "boomerang/base/result.h"
#include "boomerang/describe/options.h"
#include "boomerang/gateway/route.h"

namespace boomerang::describe {

// The HTTP API of a gateway with these routes, for clients: an OpenAPI 3.1 document as JSON. One
// operation for each route and path, and GET /requests/{ticket}. The same routes give the same
// bytes. A route with a method that OpenAPI has no word for is left out. Schemas are said in the
// words of JSON Schema 2020-12, which OpenAPI 3.1 speaks.
//
// Fails:  invalid  a schema that is none; a route that names a way to authenticate that
//                  `options` does not describe, or one whose name is no component's
// Bounds: of more than 2000 routes and paths, each route is described at its first path, and names
//         the others in `x-paths`.
// Source: OpenAPI 3.1.1.
Result<std::string> openapi(const std::vector<gateway::Route>& routes,
                            const DescribeOptions& options);

}  // namespace boomerang::describe
