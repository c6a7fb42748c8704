#pragma once

// Keeps what is secret out of what an operator sees: values whose names say so are shown as "***".
//
// Names are compared without case and punctuation, and a part is enough: "X-Api-Key", "accessToken"
// and "old_password" are secret. docs/console.md lists them for users.
//
// Threads: any.

#include <string>
#include <string_view>

#include "boomerang/base/headers.h"

namespace boomerang::console {

bool names_secret(std::string_view name);

// In each object of a JSON text, at any depth: a member's whole value, whatever it is. The rest
// stays letter by letter. A text that is cut off, or is no JSON, is read as far as it looks so.
std::string hide_in_json(std::string_view text);

// In "a=1&token=2": a URL's query, a form.
std::string hide_in_query(std::string_view text);

// In the query of a request's target, "/users?token=2".
std::string hide_in_target(std::string_view target);

// In headers, HTTP fields among them, and in the queries of targets.
Headers hide_in_headers(const Headers& headers);

// In a record's value, or the beginning of one. What is neither JSON nor a form stays as it is.
std::string hide_in_value(std::string_view value, const Headers& headers);

}  // namespace boomerang::console
