#include "boomerang/gateway/answer.h"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "boomerang/base/check.h"
#include "boomerang/base/duration_text.h"
#include "boomerang/http/response_writer.h"
#include "boomerang/problem/problem_type.h"

namespace boomerang::gateway {
namespace {

constexpr std::string_view problem_type = "application/problem+json";

// A problem must not name another status than that of its response. Source: RFC 9457,
// section 3.1.2.
bool contradicts_itself(const Outcome& outcome, int status) {
  if (!outcome.content_type.starts_with(problem_type)) return false;
  boost::json::error_code error;
  const auto body = boost::json::parse(outcome.body, error);
  if (error || !body.is_object()) return true;
  const auto* named = body.get_object().if_contains("status");
  if (named == nullptr) return false;
  const auto* number = named->if_int64();
  return number == nullptr || *number != status;
}

// Fields whose value is no list, so that two of them are no answer. Source: RFC 9110, section 5.3.
bool is_singleton(std::string_view name) {
  constexpr std::string_view singletons[] = {
      "age",     "content-disposition", "content-location", "content-range", "etag",
      "expires", "last-modified",       "location",         "retry-after"};
  return std::find(std::begin(singletons), std::end(singletons), name) != std::end(singletons);
}

http::Response state(int status, RequestId id) {
  http::Response response;
  response.status = status;
  const std::string text = to_string(id);
  response.fields.add("Content-Type", "application/json");
  response.fields.add("X-Request-Id", text);
  response.fields.add("Retry-After", "1");
  response.fields.add("Cache-Control", "no-store");
  response.body = R"({"state":"pending","request_id":")" + text + "\"}";
  return response;
}

http::Response with_location(http::Response response, const std::string& location) {
  response.fields.add("Location", location);
  return response;
}

}  // namespace

int status_of(const Outcome& outcome, const Route& route) {
  if (outcome.status) return *outcome.status;
  const auto known = route.statuses.find(outcome.type);
  return known == route.statuses.end() ? 200 : known->second;
}

http::Response answer_outcome(const Outcome& outcome, const Route& route) {
  http::Response response;
  response.status = status_of(outcome, route);
  if (contradicts_itself(outcome, response.status)) return answer_bad_outcome(outcome.request_id);
  response.fields.add("X-Request-Id", to_string(outcome.request_id));
  if (!outcome.content_type.empty()) response.fields.add("Content-Type", outcome.content_type);
  for (const auto& [name, value] : outcome.fields) {
    const auto& allowed = route.answer_fields;
    if (std::find(allowed.begin(), allowed.end(), name) == allowed.end()) continue;
    if (is_singleton(name) && response.fields.find(name)) {
      return answer_bad_outcome(outcome.request_id);
    }
    response.fields.add(name, value);
  }
  response.body = outcome.body;
  if (!http::check_response(response)) return answer_bad_outcome(outcome.request_id);
  return response;
}

http::Response answer_ending(const Ending& ending, const Route& route, RequestId id) {
  if (ending) return answer_outcome(*ending, route);
  if (ending.fault().kind == FaultKind::invalid) return answer_bad_outcome(id);
  return answer_unpublished(ending.fault(), id);
}

bool make_minimal(http::Response& response) {
  if (response.status < 200 || response.status > 299 || response.status == 204) return false;
  if (response.status == 200) response.status = 204;
  Headers fields;
  for (const auto [name, value] : response.fields) {
    if (name != "Content-Type") fields.add(name, value);
  }
  response.fields = std::move(fields);
  response.body.clear();
  return true;
}

http::Response answer_bad_outcome(RequestId id) {
  return answer_refusal(
      {502, "The request was handled, but what became of it could not be read.", "bad-outcome"},
      id);
}

http::Response answer_refusal(const Refusal& refusal, RequestId id) {
  const std::string text = to_string(id);
  Problem problem;
  problem.status = refusal.status;
  problem.detail = refusal.detail;
  problem.errors = refusal.errors;
  problem.members.add("request_id", text);
  if (const auto* type = problem::find_type(refusal.problem)) {
    problem.type = problem::uri_of(type->kind);
    problem.title = type->title;
  }
  auto response = http::problem(std::move(problem));
  response.fields.add("X-Request-Id", text);
  return response;
}

http::Response answer_later(const Refusal& refusal, std::chrono::seconds retry_after,
                            RequestId id) {
  auto response = answer_refusal(refusal, id);
  response.fields.add("Retry-After", std::to_string(retry_after.count()));
  return response;
}

http::Response answer_unpublished(const Fault& fault, RequestId id) {
  check(fault.kind != FaultKind::unknown, "what may be published is not answered 503");
  if (fault.kind == FaultKind::invalid) {
    return answer_refusal(
        {413, "The request is too large to be logged; send less.", "record-too-large"}, id);
  }
  return answer_later(
      {503, "The request was not accepted and nothing was done. Send it again later.",
       "not-published"},
      std::chrono::seconds(1), id);
}

http::Response answer_timeout(Duration waited, const std::string& location, RequestId id) {
  const auto text = duration_text(std::chrono::duration_cast<std::chrono::microseconds>(waited));
  return with_location(
      answer_refusal({504,
                      "The request was accepted and will be handled, but its outcome was not there "
                      "within " +
                          text + ". It will be at the place that Location names.",
                      "timeout"},
                     id),
      location);
}

http::Response answer_accepted(const std::string& location, RequestId id) {
  return with_location(state(202, id), location);
}

http::Response answer_stopping(const std::string& location, RequestId id) {
  return with_location(
      answer_refusal({504,
                      "The request was accepted and will be handled, but this server stops before "
                      "its outcome is there. It will be at the place that Location names.",
                      "timeout"},
                     id),
      location);
}

http::Response answer_pending(RequestId id) { return state(200, id); }

}  // namespace boomerang::gateway
