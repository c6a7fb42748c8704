#pragma once

#include "boomerang/describe/response_set.h"
#include "boomerang/gateway/route.h"

namespace boomerang::describe {

// Adds what the gateway says by itself to requests of the route: gateway/answer.h.
void add_gateway_responses(ResponseSet& responses, const gateway::Route& route);

// Adds what it says by itself to who asks what became of a request: gateway/status_resource.h.
void add_status_responses(ResponseSet& responses);

}  // namespace boomerang::describe
