#pragma once

// Every setting that a route of a file can have: the one list that reading, suggestions and the
// documentation (docs/routes.md) follow.

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "boomerang/base/result.h"
#include "boomerang/config/value.h"
#include "boomerang/gateway/route.h"

namespace boomerang::routing {

// A route that is being read.
struct Draft {
  gateway::Route route = {};
  std::filesystem::path folder = {};              // What its files are relative to.
  std::vector<std::filesystem::path> files = {};  // Those that were read.
};

struct RouteKey {
  enum class Need { required, optional };
  using List = std::vector<std::string>;

  std::string_view
      name;  // "timeout", "cors.origins"; of a table, what leads its items: "outcomes".
  config::Value::Form form = config::Value::Form::text;  // Of one value.
  Need need = Need::optional;

  // One of the three is there.
  Result<void> (*set)(Draft& draft, const std::string& value) = nullptr;
  // [route.outcomes] PaymentAccepted = 201 is set_item(draft, "PaymentAccepted", "201").
  Result<void> (*set_item)(Draft& draft, const std::string& item,
                           const std::string& value) = nullptr;
  List& (*list)(Draft& draft) = nullptr;

  // Of a list: what an item is to be, as it is kept.
  Result<std::string> (*item)(std::string_view value) = nullptr;
  bool may_be_one = false;  // A list of one may be given without brackets.
};

std::span<const RouteKey> route_keys();

}  // namespace boomerang::routing
