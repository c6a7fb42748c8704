#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "boomerang/base/result.h"
#include "boomerang/describe/openapi_catalogs.h"
#include "boomerang/describe/operation.h"
#include "boomerang/describe/response_set.h"

namespace boomerang::describe {

// What a route is at each of its paths. What several operations say is in the catalogs once.
// Source: OpenAPI 3.1.1, operation object.
class OpenApiRoute {
 public:
  // `operations` are those of the route, at so many of its paths.
  // Fails: invalid  a schema that is none
  static Result<OpenApiRoute> make(const gateway::Route& route, std::size_t operations,
                                   OpenApiCatalogs& catalogs);

  // One of them.
  boost::json::object operation(const Operation& operation, OpenApiCatalogs& catalogs) const;

 private:
  OpenApiRoute(const gateway::Route& route, std::size_t operations)
      : route_(&route), operations_(operations) {}

  std::string owner() const;
  Result<void> make_body(OpenApiCatalogs& catalogs);
  boost::json::array parameters(const Operation& operation, OpenApiCatalogs& catalogs) const;

  const gateway::Route* route_;
  std::size_t operations_;
  boost::json::object body_;
  ResponseSet responses_;
};

// "users" for "/users/{user}", "root" for "/".
std::string tag_of(std::string_view path);

}  // namespace boomerang::describe
