#include "boomerang/gateway/callers.h"

#include <set>
#include <utility>

#include "boomerang/base/http_grammar.h"
#include "boomerang/base/log.h"
#include "boomerang/problem/problem_type.h"

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
    callers.places_[ticket::mark_of(std::string_view(route.name()))] = callers.guards_.size();
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

std::vector<std::string> Callers::fields_of(std::size_t index) const {
  if (index >= guards_.size() || !guards_[index]) return {};
  return guards_[index]->fields();
}

const auth::Guard* Callers::guard_of(const ticket::Mark& route) const {
  const auto found = places_.find(route);
  if (found == places_.end() || !guards_[found->second]) return nullptr;
  return &*guards_[found->second];
}

Callers::IsCaller Callers::is_caller_of(const ticket::Ticket& ticket, const Headers& fields,
                                        WallTime now, auth::TokenCache& cache) const {
  const auto* of_route = guard_of(ticket.route);
  if (of_route == nullptr && !any_) return false;
  const auto is_theirs = [&](const auth::Verdict& verdict) {
    return !verdict.denial && tag_of(verdict.caller) == ticket.caller;
  };
  const auto verdict = (of_route == nullptr ? *any_ : *of_route).recognise(fields, now, cache);
  if (is_theirs(verdict)) return true;
  // The route may take others today than those that it took then.
  if (of_route != nullptr && any_ && is_theirs(any_->recognise(fields, now, cache))) return true;
  if (!verdict.denial || verdict.denial->reason == auth::Reason::no_credential) return false;
  return answer_denial(*verdict.denial);
}

CallerTag tag_of(const auth::Caller& caller) {
  return caller.id.empty() ? CallerTag{} : ticket::mark_of(std::string_view(caller.id));
}

}  // namespace boomerang::gateway
