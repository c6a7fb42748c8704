#include "boomerang/worker/refusal.h"

#include <utility>

#include "boomerang/base/problem_json.h"
#include "boomerang/problem/problem_type.h"

namespace boomerang::worker {
namespace {

// The same type as that of the gateway, which answers some of these by itself.
Outcome refusal(std::string_view outcome_type, problem::Kind kind, std::string_view detail,
                RequestId id) {
  const auto& type = problem::type_of(kind);
  Problem problem;
  problem.type = problem::uri_of(kind);
  problem.title = type.title;
  problem.status = type.statuses.front();
  problem.detail = detail;
  problem.members.add("request_id", to_string(id));
  Outcome outcome;
  outcome.type = outcome_type;
  outcome.status = problem.status;
  outcome.content_type = "application/problem+json";
  outcome.body = problem_json(problem);
  return outcome;
}

}  // namespace

Outcome failed_outcome(RequestId id) {
  return refusal(
      failed_type, problem::Kind::request_failed,
      "The request was accepted but could not be carried out. It is kept for an operator.", id);
}

Outcome mismatch_outcome(RequestId id) {
  return refusal(mismatch_type, problem::Kind::idempotency_key_reused,
                 "This idempotency key was used before for a request with another payload. Use a "
                 "new key for a new request.",
                 id);
}

}  // namespace boomerang::worker
