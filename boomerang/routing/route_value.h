#pragma once

// What the values of a route's settings may be.
// Each fails with `invalid`; `what` says what is expected.

#include <string>
#include <string_view>

#include "boomerang/base/result.h"
#include "boomerang/gateway/route.h"

namespace boomerang::routing {

// "POST", "PUT", "PATCH" or "DELETE".
Result<std::string> method(std::string_view text);

// What stands in a URL: visible ASCII from '/' on. The rest is for gateway::RouteTable to say.
Result<std::string> path(std::string_view text);

// As Kafka names topics: letters, digits, '.', '_' and '-', up to 249.
Result<std::string> topic(std::string_view text);

// "PaymentAccepted", "com.example.payment.accepted": letters, digits and ._-:/, up to 100.
Result<std::string> event_type(std::string_view text);

// "request_id", "path:account", "header:x-customer" or "body:/customer/id".
Result<gateway::OrderingKey> ordering_key(std::string_view text);

// "application/json", in lower case and without parameters.
Result<std::string> media_type(std::string_view text);

// "https://example.com", "http://localhost:5173" or "*". Source: RFC 6454, section 6.2.
Result<std::string> origin(std::string_view text);

// Of one of the gateway's ways to authenticate: letters, digits, '_' and '-'.
Result<std::string> authentication(std::string_view text);

// Source: RFC 6749, section 3.3.
Result<std::string> scope(std::string_view text);

// A line of text, up to 200 bytes.
Result<std::string> summary(std::string_view text);

// Of an answer: 200 to 599. Source: RFC 9110, section 15.
Result<int> status(std::string_view text);

}  // namespace boomerang::routing
