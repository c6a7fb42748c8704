#pragma once

#include <boost/json/object.hpp>
#include <vector>

#include "boomerang/base/result.h"
#include "boomerang/describe/catalog.h"
#include "boomerang/describe/operation.h"

namespace boomerang::describe {

// A route at one of its paths, as OpenAPI has it. Its schemas go into the catalog.
// Fails: invalid  a schema that is none
// Source: OpenAPI 3.1.1, operation object.
Result<boost::json::object> openapi_operation(const Operation& operation, Catalog& schemas);

// Where a client asks what became of a request: GET /requests/{ticket}. It may be any of what may
// become of any of them.
Result<boost::json::object> openapi_status_operation(const std::vector<gateway::Route>& routes,
                                                     Catalog& schemas);

// "users" for "/users/{user}", "root" for "/".
std::string tag_of(std::string_view path);

}  // namespace boomerang::describe
