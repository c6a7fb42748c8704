#include "boomerang/describe/openapi_catalogs.h"

#include <boost/json/object.hpp>

#include "boomerang/describe/openapi_part.h"

namespace boomerang::describe {

OpenApiCatalogs::OpenApiCatalogs() {
  schemas.add("Problem", problem_schema());
  schemas.add("PendingRequest", pending_schema());
}

}  // namespace boomerang::describe
