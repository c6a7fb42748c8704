#pragma once

#include <boost/json/object.hpp>
#include <vector>

#include "boomerang/base/result.h"
#include "boomerang/describe/openapi_catalogs.h"
#include "boomerang/gateway/route.h"

namespace boomerang::describe {

// Where a client asks what became of a request: GET /requests/{ticket}. It may be any of what may
// become of any of them.
// Fails: invalid  a schema that is none
Result<boost::json::object> openapi_status_operation(const std::vector<gateway::Route>& routes,
                                                     OpenApiCatalogs& catalogs);

}  // namespace boomerang::describe
