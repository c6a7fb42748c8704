#pragma once

#include <string>
#include <string_view>

#include "boomerang/base/headers.h"
#include "boomerang/base/problem_json.h"

namespace boomerang::http {

// What a client is answered. The server adds Date, Content-Length and Connection.
struct Response {
  int status = 200;
  Headers fields;  // Names as they are to be sent: "Location". Values without CR, LF and NUL.
  std::string body;
};

// "Created" for 201; "" for a status that no RFC names. Source: RFC 9110, section 15.
std::string_view reason_of(int status);

// A response about an error, as application/problem+json with the problem's status. Without a type
// or without a title the title is the phrase of the status. Source: RFC 9457.
Response problem(Problem problem);

// The same for a problem of type about:blank.
Response problem(int status, std::string_view detail, const Headers& members = {});

}  // namespace boomerang::http
