#pragma once

// Names of HTTP fields that a route may list, and why some are not to be listed.

#include <string>
#include <string_view>

#include "boomerang/base/result.h"

namespace boomerang::routing {

// Each gives the name in lower case. Fails: invalid  no field name, or one of those not to be
// listed there; `what` says why. Source: RFC 9110, sections 5.1 and 7.6.1.

// A request's, to be put into its event. What belongs to a connection means nothing there; what
// proves who somebody is (authorization, cookie, ...) would lie open in the log.
Result<std::string> request_field(std::string_view name);

// An outcome's, to be put into the answer. What belongs to a connection or is the gateway's own
// work is not for a worker to say; a cookie in an answer would be given again to whoever asks for
// the outcome later.
Result<std::string> answer_field(std::string_view name);

// What a page of another origin may send.
Result<std::string> cors_field(std::string_view name);

}  // namespace boomerang::routing
