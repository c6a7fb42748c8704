#include "boomerang/worker/refusal.h"

#include <utility>

#include "boomerang/base/json_text.h"

namespace boomerang::worker {
namespace {

Outcome problem(std::string_view type, int status, std::string_view title, std::string_view detail,
                RequestId id) {
  Outcome outcome;
  outcome.type = type;
  outcome.status = status;
  outcome.content_type = "application/problem+json";
  std::string& body = outcome.body;
  body = "{\"type\":\"about:blank\",\"title\":";
  append_json_string(body, title);
  body.append(",\"status\":").append(std::to_string(status)).append(",\"detail\":");
  append_json_string(body, detail);
  body += ",\"request_id\":";
  append_json_string(body, to_string(id));
  body += '}';
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
