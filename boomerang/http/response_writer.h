#pragma once

#include <string>
#include <string_view>

#include "boomerang/base/result.h"
#include "boomerang/http/response.h"

namespace boomerang::http {

// What becomes of the connection after the answer.
enum class Persistence {
  keep,      // As HTTP/1.1 means it when nothing is said.
  say_keep,  // For an HTTP/1.0 client that asked for it.
  say_close,
};

// Appends the status line and the fields, down to the empty line: those of the response, and Date,
// Content-Length and Connection.
// Fails: invalid  a status outside 200 to 599; a field with an illegal name or value, or with a
//                 name that is the server's to send. Nothing has been appended.
// Source: RFC 9112, section 4; RFC 9110, section 8.6.
Result<void> append_head(std::string& out, const Response& response, Persistence persistence,
                         std::string_view date);

// False for those whose content would be taken for the next response.
bool may_have_content(int status);

}  // namespace boomerang::http
