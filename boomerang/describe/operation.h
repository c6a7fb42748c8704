#pragma once

// The names under which routes and their paths are known in a description.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "boomerang/gateway/route.h"

namespace boomerang::describe {

// "postAccountsByAccountPayments" for POST /accounts/{account}/payments, "postRoot" for POST /.
// It stays the same as long as method and path do.
std::string operation_id(std::string_view method, std::string_view path);

// "PostUsers" for "postUsers".
std::string type_name(std::string operation_id);

// "account", ... in the order of the path.
std::vector<std::string> parameters_of(std::string_view path);

// One method of a path. Where two routes call a parameter of one place by two names, as in
// POST /accounts/{account} and PUT /accounts/{id}, the first name is the name for both: in OpenAPI
// they are one path.
struct Operation {
  const gateway::Route* route;
  std::string path;  // With the names for all.
  std::string id;    // Unique in its description.
};

// So many of them can be read by people and programs.
inline constexpr std::size_t operations_max = 2000;

// One for each route and path; those of one path stand together, in the order of the first ones.
// Bounds: where that would be more than `operations_max`, one for each route: at its first path.
std::vector<Operation> operations_of(const std::vector<gateway::Route>& routes);

}  // namespace boomerang::describe
