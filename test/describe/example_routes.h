#pragma once

#include <vector>

#include "boomerang/describe/options.h"
#include "boomerang/gateway/route.h"

namespace boomerang {

// The route of the users demo, and how one process of it is described.
std::vector<gateway::Route> users_routes();
describe::DescribeOptions users_options();

// A small bank, whose routes use everything that a route can have.
std::vector<gateway::Route> bank_routes();
describe::DescribeOptions bank_options();

}  // namespace boomerang
