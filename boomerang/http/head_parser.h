#pragma once

#include <optional>
#include <string_view>

#include "boomerang/http/head_rules.h"
#include "boomerang/http/refusal.h"
#include "boomerang/http/request.h"

namespace boomerang::http {

struct Head {
  Request request;
  Framing framing;
  bool keep_alive = false;  // What the client asked for, or its version implies.
};

// Reads a whole head, from the method to the empty line. The refusal, if it is none: 400 or 505,
// or what the rules say. The only place that knows Beast, and of Beast only its parser.
// Source: RFC 9112, sections 2 to 6.
std::optional<Refusal> parse_head(std::string_view text, Head& head);

}  // namespace boomerang::http
