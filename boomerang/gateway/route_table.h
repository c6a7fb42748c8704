#pragma once

// Finds the route of a request.

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "boomerang/base/result.h"
#include "boomerang/gateway/route.h"
#include "boomerang/http/request.h"
#include "boomerang/http/response.h"

namespace boomerang::gateway {

// What stands in a path for the parameters of its template: name and segment, as the client sent
// it. Views of the table and of the request's target.
using PathParameters = std::vector<std::pair<std::string_view, std::string_view>>;

// All routes of a gateway. Threads: any, once made.
class RouteTable {
 public:
  // Fails: invalid  no routes; a route without a path or a topic; a path that does not begin with
  //                 '/', that has a bad parameter, or that the gateway serves itself (/requests/,
  //                 /problems/); an ordering key from a parameter that the path has not; two routes
  //                 for one method and path
  static Result<RouteTable> make(std::vector<Route> routes);

  // The route for the head of a request, or the answer that refuses it: 404, 405 with Allow, 415
  // with Accept or Accept-Encoding; with 415 the route is known, too. It lives as long as the
  // table.
  struct Match {
    const Route* route = nullptr;
    PathParameters parameters = {};
    std::optional<http::Response> refusal = {};
  };
  Match match(const http::Request& head) const;

  // The routes of one path, for OPTIONS. None where there is nothing.
  std::vector<const Route*> at(std::string_view path) const;

  const std::vector<Route>& routes() const { return routes_; }
  std::size_t index_of(const Route& route) const {
    return static_cast<std::size_t>(&route - routes_.data());
  }

 private:
  using Methods = std::map<std::string, std::size_t, std::less<>>;  // Places in routes_.

  // The routes of one template, and, by its next segment, those that go on from there.
  struct Node {
    std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
    std::unique_ptr<Node> parameter;
    std::optional<Methods> methods;                         // None if no path ends here.
    std::map<std::size_t, std::vector<std::string>> names;  // Of a route's parameters, in order.
  };
  using Segments = std::vector<std::string_view>;

  Result<void> add(const Route& route, std::size_t index, const std::string& path);
  static const Node* find(const Node& node, const Segments& segments, std::size_t depth,
                          Segments& parameters);

  std::vector<Route> routes_;
  Node root_;
};

}  // namespace boomerang::gateway
