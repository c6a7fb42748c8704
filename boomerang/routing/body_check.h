#pragma once

// A JSON Schema as what a route asks of a body.

#include <string_view>

#include "boomerang/base/result.h"
#include "boomerang/gateway/route.h"

namespace boomerang::routing {

// Refuses with 400 and problem::Kind::invalid_json what base/strict_json.h does not read, and with
// 422 and problem::Kind::schema_violation what the schema does not allow, with all that is wrong in
// `errors`. Fails: as Schema::compile()
Result<gateway::Route::CheckBody> body_check(std::string_view schema);

}  // namespace boomerang::routing
