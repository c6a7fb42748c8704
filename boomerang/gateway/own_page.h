#pragma once

// What the gateway serves beside its routes: the pages that problems lead to, and its description.
//
//   GET /problems/{name}   Markdown for those who write clients
//   GET /problems          the list of them
//   GET /openapi.json      see describe/served_document.h

#include <string_view>

#include "boomerang/gateway/serving.h"
#include "boomerang/http/request.h"
#include "boomerang/http/response.h"

namespace boomerang::gateway {

bool is_own_page(std::string_view path);

// `request.path()` is one.
http::Response own_page(const http::Request& request, const Serving& serving);

}  // namespace boomerang::gateway
