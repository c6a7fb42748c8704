#pragma once

// What a request's head must satisfy beyond being well-formed: no room for two readings of where
// the body ends or whom the request is for.

#include <cstdint>
#include <optional>

#include "boomerang/http/refusal.h"
#include "boomerang/http/request.h"

namespace boomerang::http {

// How the body follows the head.
struct Framing {
  bool chunked = false;
  std::uint64_t content_length = 0;  // 0 if there is no body, or if it is chunked.
  bool expects_continue = false;     // The client waits for a 100 before it sends the body.
};

// Fills in `framing`, and turns a target in absolute form into origin form. The refusal, if a rule
// is broken: 400, 417 or 501.
// Source: RFC 9112, sections 3.2 and 6; RFC 9110, section 10.1.1.
std::optional<Refusal> apply_head_rules(Request& head, Framing& framing);

}  // namespace boomerang::http
