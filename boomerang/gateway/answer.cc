#include "boomerang/gateway/answer.h"

#include <algorithm>
#include <string>

#include "boomerang/base/check.h"
#include "boomerang/base/duration_text.h"

namespace boomerang::gateway {
namespace {

http::Response problem_of(int status, std::string_view detail, RequestId id) {
  const std::string text = to_string(id);
  Headers members;
  members.add("request_id", text);
  auto response = http::problem(status, detail, members);
  response.fields.add("X-Request-Id", text);
  return response;
}

int status_of(const Outcome& outcome, const Route& route) {
  if (outcome.status) return *outcome.status;
  const auto known = route.statuses.find(outcome.type);
  return known == route.statuses.end() ? 200 : known->second;
}

}  // namespace

http::Response answer_outcome(const Outcome& outcome, const Route& route) {
  http::Response response;
  response.status = status_of(outcome, route);
  response.fields.add("X-Request-Id", to_string(outcome.request_id));
  if (!outcome.content_type.empty()) response.fields.add("Content-Type", outcome.content_type);
  for (const auto& [name, value] : outcome.fields) {
    const auto& allowed = route.answer_fields;
    if (std::find(allowed.begin(), allowed.end(), name) != allowed.end()) {
      response.fields.add(name, value);
    }
  }
  response.body = outcome.body;
  return response;
}

http::Response answer_bad_outcome(RequestId id) {
  return problem_of(502, "The request was handled, but what became of it could not be read.", id);
}

http::Response answer_refusal(const Refusal& refusal, RequestId id) {
  return problem_of(refusal.status, refusal.detail, id);
}

http::Response answer_unpublished(const Fault& fault, RequestId id) {
  check(fault.kind != FaultKind::unknown, "what may be published is not answered 503");
  if (fault.kind == FaultKind::invalid) {
    return problem_of(413, "The request is too large to be logged; send less.", id);
  }
  auto response = problem_of(
      503, "The request was not accepted and nothing was done. Send it again later.", id);
  response.fields.add("Retry-After", "1");
  return response;
}

http::Response answer_timeout(std::chrono::microseconds timeout, RequestId id) {
  return problem_of(504,
                    "The request was accepted and will be handled, but its outcome was not there "
                    "within " +
                        duration_text(timeout) + ".",
                    id);
}

http::Response answer_stopping(RequestId id) {
  return problem_of(504,
                    "The request was accepted and will be handled, but this server stops before "
                    "its outcome is there.",
                    id);
}

}  // namespace boomerang::gateway
