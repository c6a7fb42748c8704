#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "boomerang/gateway/route.h"

namespace boomerang::describe {

// One thing that may become of a route's requests.
struct OutcomeType {
  std::string name;    // "UserCreated"
  int status = 200;    // As the route's table says.
  std::string schema;  // The JSON Schema of its body; empty if there is none.
};

// Those in the route's tables, by name. An outcome may bring a status or a type of its own, of
// which the route says nothing.
std::vector<OutcomeType> outcome_types(const gateway::Route& route);

// Those that the machinery around a handler makes; their bodies are problems. The second one comes
// only as a reply.
inline constexpr std::string_view request_failed = "RequestFailed";      // 500
inline constexpr std::string_view request_mismatch = "RequestMismatch";  // 422

}  // namespace boomerang::describe
