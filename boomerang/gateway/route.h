#pragma once

// Which requests are taken, and what becomes of them.

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "boomerang/base/result.h"
#include "boomerang/http/request.h"
#include "boomerang/http/response.h"

namespace boomerang::gateway {

// Why a request is not taken: the HTTP status, and a sentence that tells the client what to change.
struct Refusal {
  int status = 400;
  std::string detail;

  bool operator==(const Refusal&) const = default;
};

// One kind of state-changing request.
struct Route {
  // Looks at a body before anything is published. Runs on a shard's thread: quick, no waiting.
  using CheckBody = std::function<std::optional<Refusal>(std::string_view body)>;

  std::string method = "POST";
  std::vector<std::string> paths;  // Matched whole: "/users". The first names the route.
  std::string topic;               // Where its events go, "users.requests".
  std::string outcomes_topic;      // Where what became of them is told, "users.outcomes".

  std::string event_type = "HTTPRequestReceived";
  std::chrono::microseconds timeout = std::chrono::seconds(5);  // Then 504.
  std::map<std::string, int, std::less<>> statuses = {};        // Outcome type -> HTTP status.
  std::size_t body_bytes_max = 1024 * 1024;
  std::vector<std::string> content_types = {"application/json"};
  CheckBody check_body = nullptr;
  std::vector<std::string> request_fields = {};  // Go into the event. In lower case.
  std::vector<std::string> answer_fields = {"location", "etag", "last-modified", "retry-after"};

  // "POST /users"
  std::string name() const { return method + " " + paths.front(); }
};

// All routes of a gateway. Threads: any, once made.
class RouteTable {
 public:
  // Fails: invalid  no routes; a route without a path or a topic; a path that does not begin with
  //                 '/'; two routes for one method and path
  static Result<RouteTable> make(std::vector<Route> routes);

  // The route for the head of a request, or the answer that refuses it: 404, 405 with Allow, 415
  // with Accept. The route lives as long as the table.
  struct Match {
    const Route* route = nullptr;
    std::optional<http::Response> refusal = {};
  };
  Match match(const http::Request& head) const;

  const std::vector<Route>& routes() const { return routes_; }

 private:
  using Methods = std::map<std::string, std::size_t, std::less<>>;  // Places in routes_.

  std::vector<Route> routes_;
  std::map<std::string, Methods, std::less<>> paths_;
};

}  // namespace boomerang::gateway
