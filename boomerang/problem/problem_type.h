#pragma once

// The kinds of problem that only Boomerang has words for. All others, such as a route that does not
// exist, are of type about:blank: the status says it all.
//
// A type is a relative reference, /problems/NAME, so that every gateway serves the page which its
// own problems lead to. Names and titles are for ever: clients compare the one and show the other.
//
// Threads: any.
// Source:  RFC 9457, sections 3.1.1 and 4.

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace boomerang::problem {

enum class Kind {
  bad_outcome,
  forbidden,
  idempotency_conflict,
  idempotency_key_malformed,
  idempotency_key_missing,
  idempotency_key_reused,
  invalid_json,
  log_unavailable,
  not_published,
  ordering_key_missing,
  outcome_expired,
  overloaded,
  record_too_large,
  request_failed,
  schema_violation,
  timeout,
  too_many_waiting,
  unauthenticated,
  unknown_request,
};

struct Type {
  Kind kind;
  std::string_view name;       // "timeout": lower-case words and hyphens.
  std::string_view title;      // The same for every problem of the type.
  std::vector<int> statuses;   // Those that it comes with, the usual one first.
  std::string_view page = {};  // Markdown for those who write clients: docs/problems/NAME.md.
};

const Type& type_of(Kind kind);

// By its name; null if there is none.
const Type* find_type(std::string_view name);

// All, in the order of their names.
std::span<const Type> types();

// The member "type" of a problem, and the path of its page: "/problems/timeout".
std::string uri_of(Kind kind);

}  // namespace boomerang::problem
