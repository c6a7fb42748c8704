#include "boomerang/describe/status_operation.h"

#include <algorithm>
#include <boost/json.hpp>
#include <set>
#include <string>

#include "boomerang/describe/gateway_response.h"
#include "boomerang/describe/openapi_part.h"
#include "boomerang/describe/outcome_response.h"

namespace boomerang::describe {
namespace {

namespace json = boost::json;
using gateway::Route;

// Who asks about a request is who has made it, in whichever way.
json::array security_of(const std::vector<Route>& routes) {
  json::array ways;
  std::set<std::string> known;
  bool anybody = false;
  for (const auto& route : routes) {
    anybody = anybody || route.authentication.empty();
    for (const auto& way : route.authentication) {
      if (known.insert(way).second) ways.push_back(json::object{{way, json::array()}});
    }
  }
  if (anybody && !ways.empty()) ways.push_back(json::object());
  return ways;
}

}  // namespace

Result<json::object> openapi_status_operation(const std::vector<Route>& routes,
                                              OpenApiCatalogs& catalogs) {
  ResponseSet responses;
  add_status_responses(responses);
  for (const auto& route : routes) {
    if (auto added = add_outcomes(responses, route, catalogs.schemas); !added) {
      return added.fault();
    }
    add_found(responses, route);
  }
  // Whoever shows a credential that is not good; without one it is 404.
  const bool knows_callers = std::any_of(routes.begin(), routes.end(), [](const Route& route) {
    return !route.authentication.empty();
  });
  if (knows_callers) responses.add_shared(401, "Unauthorized");

  json::object object{
      {"tags", json::array{"requests"}},
      {"summary", "Ask what became of a request"},
      {"description",
       "While the outcome is not there: the state. Then: the outcome, with the status, the fields "
       "and the body that the request itself would have been answered with. With the field "
       "`Accept: text/event-stream`: both, one after the other, as server-sent events."},
      {"operationId", "getRequest"},
      {"parameters",
       json::array{reference("parameters", "Ticket"), reference("parameters", "Prefer-Wait"),
                   reference("parameters", "Last-Event-ID")}},
      {"responses", responses.json(catalogs.responses)}};
  const auto security = security_of(routes);
  if (!security.empty()) object["security"] = security;
  return object;
}

}  // namespace boomerang::describe
