#pragma once

// The files of the pages, which are part of the program.
//
// Threads: any.

#include <string_view>

#include "boomerang/http/request.h"
#include "boomerang/http/response.h"

namespace boomerang::console {

// The file called `name`, or the index for "". 304 for who has it already; 404 if there is none.
// A browser that has it asks again each time whether it is still the same.
// Source: RFC 9110, sections 13.1.2 and 15.4.5; Content Security Policy Level 3.
http::Response page_file(const http::Request& request, std::string_view name);

// For every response of the console: what a browser must not do with it.
void add_security_fields(http::Response& response);

}  // namespace boomerang::console
