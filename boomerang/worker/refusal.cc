#include "boomerang/worker/refusal.h"

#include <utility>

#include "boomerang/base/problem_json.h"

namespace boomerang::worker {
namespace {

Outcome problem(std::string_view type, int status, std::string_view title, std::string_view detail,
                RequestId id) {
  Outcome outcome;
  outcome.type = type;
  outcome.status = status;
  outcome.content_type = "application/problem+json";
  Headers members;
  members.add("request_id", to_string(id));
  outcome.body = problem_json(status, title, detail, members);
  return outcome;
}

}  // namespace

Outcome failed_outcome(RequestId id) {
  return problem(
      failed_type, 500, "Internal Server Error",
      "The request was accepted but could not be carried out. It is kept for an operator.", id);
}

Outcome mismatch_outcome(RequestId id) {
  return problem(mismatch_type, 422, "Unprocessable Content",
                 "This idempotency key was used before for a request with another payload.", id);
}

}  // namespace boomerang::worker
