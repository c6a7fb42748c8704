#pragma once

#include "boomerang/describe/catalog.h"

namespace boomerang::describe {

// The parts of an OpenAPI description that operations refer to, beside those of openapi_part.h.
struct OpenApiCatalogs {
  OpenApiCatalogs();

  Catalog schemas{"#/components/schemas", Dialect::draft_2020_12};  // Has those that all share.
  Catalog responses{"#/components/responses"};
  Catalog parameters{"#/components/parameters"};
  Catalog request_bodies{"#/components/requestBodies"};
};

}  // namespace boomerang::describe
