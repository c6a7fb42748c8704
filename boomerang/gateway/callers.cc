#include "boomerang/gateway/callers.h"

#include <set>
#include <utility>

#include "boomerang/base/http_grammar.h"
#include "boomerang/base/log.h"
#include "boomerang/problem/problem_type.h"
#include "boomerang/ticket/ticket.h"

namespace boomerang::gateway {
namespace {

http::Response answer_denial(const auth::Denial& denial) {
  // Whoever tries keys is not told why; nor does the log have anything that they sent.
  log::debug("a caller is not let in",
             {{"status", denial.status}, {"reason", auth::name_of(denial.reason)}});
  Problem problem;
  problem.status = denial.status;
  problem.detail = denial.detail;
  const bool is_unknown = denial.status == 401;
  if (is_unknown || denial.status == 403) {
    const auto& type =
        problem::type_of(is_unknown ? problem::Kind::unauthenticated : problem::Kind::forbidden);
    problem.type = problem::uri_of(type.kind);
    problem.title = type.title;
  }
  auto response = http::problem(std::move(problem));
  for (const auto& challenge : denial.challenges) {
    response.fields.add("WWW-Authenticate", challenge);
  }
  if (denial.status == 503) response.fields.add("Retry-After", "1");
  return response;
}

// Whoever reads the log must not be able to act for those who sent a request.
Result<void> check_event(const Route& route, const std::set<std::string>& proof_fields) {
  const auto check = [&](const char* setting, const std::string& field) -> Result<void> {
    if (!proof_fields.contains(lower(field))) return {};
    return Fault{FaultKind::invalid, "route " + route.name() + ": " + setting + " names " + field +
                                         ", which proves who a client is and would lie open in " +
                                         "the log; take it away"};
  };
  if (route.ordering_key.source == OrderingKey::Source::header) {
    if (auto good = check("ordering_key", route.ordering_key.name); !good) return good;
  }
  for (const auto& field : route.request_fields) {
    if (auto good = check("request_fields", field); !good) return good;
  }
  return {};
}

}  // namespace

Result<Callers> Callers::make(const std::vector<Route>& routes,
                              const auth::Authenticator* authenticator,
                              const std::vector<std::string>& schemes) {
  Callers callers;
  const auto proof_fields = authenticator == nullptr ? std::set<std::string>{"authorization"}
                                                     : authenticator->proof_fields();
  for (const auto& route : routes) {
    if (const auto good = check_event(route, proof_fields); !good) return good.fault();
    auto& guard = callers.guards_.emplace_back();
    if (route.authentication.empty()) continue;
    const Fault unknown{FaultKind::invalid, "there is no way to authenticate"};
    auto made = authenticator == nullptr ? Result<auth::Guard>(unknown)
                                         : authenticator->guard(route.authentication, route.scopes);
    if (!made) {
      return Fault{made.fault().kind, "route " + route.name() + ": " + made.fault().what};
    }
    guard = *std::move(made);
  }
  if (authenticator == nullptr || schemes.empty()) return callers;
  auto any = authenticator->guard(schemes, {});
  if (!any) return any.fault();
  callers.any_ = *std::move(any);
  return callers;
}

Callers::Who Callers::of_route(std::size_t index, const Headers& fields, WallTime now,
                               auth::TokenCache& cache) const {
  if (index >= guards_.size() || !guards_[index]) return auth::Caller{};
  auto verdict = guards_[index]->admit(fields, now, cache);
  if (verdict.denial) return answer_denial(*verdict.denial);
  return std::move(verdict.caller);
}

auth::Caller Callers::of_anything(const Headers& fields, WallTime now,
                                  auth::TokenCache& cache) const {
  if (!any_) return {};
  auto verdict = any_->admit(fields, now, cache);
  return verdict.denial ? auth::Caller{} : std::move(verdict.caller);
}

CallerTag tag_of(const auth::Caller& caller) {
  return caller.id.empty() ? CallerTag{} : ticket::mark_of(std::string_view(caller.id));
}

}  // namespace boomerang::gateway
