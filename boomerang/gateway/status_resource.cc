#include "boomerang/gateway/status_resource.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "boomerang/base/http_grammar.h"
#include "boomerang/field/accept.h"
#include "boomerang/field/prefer.h"
#include "boomerang/gateway/answer.h"
#include "boomerang/gateway/cors.h"
#include "boomerang/gateway/status_events.h"
#include "boomerang/problem/problem_type.h"

namespace boomerang::gateway {
namespace {

constexpr std::string_view state_field = "X-Request-State";

std::uint64_t payload_of(const ticket::Mark& mark) {
  std::uint64_t tag = 0;
  for (const auto byte : mark) tag = (tag << 8) | byte;
  return tag;
}

// None if it is not served any more.
const Route* route_of(const Serving& serving, const ticket::Mark& mark) {
  const auto& routes = serving.routes().routes();
  const auto found = std::find_if(routes.begin(), routes.end(), [&](const Route& route) {
    return ticket::mark_of(route.name()) == mark;
  });
  return found == routes.end() ? nullptr : &*found;
}

std::vector<const Route*> pointers_to(const std::vector<Route>& routes) {
  std::vector<const Route*> pointers;
  for (const auto& route : routes) pointers.push_back(&route);
  return pointers;
}

http::Response unknown_request() {
  const auto& type = problem::type_of(problem::Kind::unknown_request);
  Problem problem;
  problem.type = problem::uri_of(type.kind);
  problem.title = type.title;
  problem.status = 404;
  problem.detail =
      "There is no such request. Check that the address is whole, and that it is asked for by who "
      "sent the request.";
  return http::problem(std::move(problem));
}

http::Response gone(RequestId id) {
  return answer_refusal({410,
                         "What became of the request is no longer in the log. Look at what it was "
                         "to change, or send it again with the same idempotency key.",
                         "outcome-expired"},
                        id);
}

http::Response come_back(RequestId id, std::string detail, std::string problem) {
  return answer_later({503, std::move(detail), std::move(problem)}, std::chrono::seconds(1), id);
}

http::Response unreadable(RequestId id) {
  return come_back(id, "The log cannot be looked into at the moment. Ask again later.",
                   "log-unavailable");
}

http::Response not_known_yet(RequestId id) {
  return come_back(id,
                   "The log could not be looked through to its end in this time, so it is not "
                   "known whether the outcome is there. The search goes on: ask again.",
                   "log-unavailable");
}

http::Response too_many(RequestId id) {
  return come_back(id,
                   "Too many outcomes are being looked for at the moment. Nothing is wrong with "
                   "this one: ask again later.",
                   "too-many-waiting");
}

}  // namespace

std::optional<http::Response> StatusResource::refusal_of(
    const std::optional<ticket::Ticket>& ticket, const http::Request& request,
    const Callers& callers, auth::TokenCache& tokens) const {
  if (!ticket) return unknown_request();
  // A ticket of nobody in particular is good for who holds it.
  if (ticket->caller == CallerTag{}) return std::nullopt;
  auto found = callers.is_caller_of(*ticket, request.fields, shard_.clock().wall(), tokens);
  if (auto* denial = std::get_if<http::Response>(&found)) return std::move(*denial);
  return std::get<bool>(found) ? std::nullopt : std::optional(unknown_request());
}

void StatusResource::serve(const http::Request& request, http::Exchange exchange,
                           const Callers& callers, auth::TokenCache& tokens) {
  const auto ticket = parts_.seal.open(request.path().substr(root.size()));
  if (auto refusal = refusal_of(ticket, request, callers, tokens)) {
    mark(*refusal);
    // As for what was never issued, so that no page hears whose it is.
    expose_by_any(*refusal, request, pointers_to(parts_.serving.get()->routes().routes()));
    shard_.answer(exchange, *std::move(refusal));
    return;
  }
  const auto number = ++last_;
  auto& visit = *visits_.emplace(number, std::make_unique<Visit>(*this, number)).first->second;
  visit.exchange = exchange;
  visit.sought = {{ticket->request, payload_of(ticket->payload)}, ticket->reply, ticket->position};
  visit.route = ticket->route;
  read_manner(request, visit);
  if (visit.manner == Manner::listens && request.field("last-event-id") == last_event_id) {
    http::Response nothing_more;
    nothing_more.status = 204;  // EventSource does not come again after it.
    return end(visit, std::move(nothing_more));
  }
  look(visit);
}

void StatusResource::mark(http::Response& response) {
  Headers fields;
  for (const auto [name, value] : response.fields) {
    if (!equal_but_for_case(name, "cache-control")) fields.add(name, value);
  }
  fields.add("Cache-Control", "no-store");
  fields.add("Vary", "Prefer, Accept, Last-Event-ID");
  response.fields = std::move(fields);
}

void StatusResource::read_manner(const http::Request& request, Visit& visit) {
  const auto serving = parts_.serving.get();
  if (const Route* route = route_of(*serving, visit.route)) {
    http::Response shown;
    expose(shown, *route, allowed_origin(request, {route}));
    visit.cors = std::move(shown.fields);
  }
  const Instant now = shard_.clock().now();
  const auto wait = field::read_prefer(request.fields).wait.value_or(std::chrono::seconds(0));
  Duration patience = look_wait;
  if (request.method == "GET" && field::prefers_event_stream(request.fields)) {
    visit.manner = Manner::listens;
    visit.ends = now + stream_max;
  } else if (wait > std::chrono::seconds(0)) {
    visit.manner = Manner::waits;
    if (wait <= wait_max) visit.applied = "wait=" + std::to_string(wait.count());
    patience = std::min<Duration>(wait, wait_max);
  }
  shard_.wheel().arm(visit, now + patience);
}

// Into what is known, else into the log.
void StatusResource::look(Visit& visit) {
  for (;;) {
    const auto found = parts_.known.find(visit.sought.key);
    if (found.known == KnownRequests::Known::ended) return completed(visit, *found.ending);
    const bool is_expected = found.known == KnownRequests::Known::expected;
    if (is_expected && visit.manner == Manner::looks) return not_there_yet(visit);
    if (visits_.size() > visits_max) return end(visit, too_many(visit.sought.key.id));
    if (!is_expected) return search(visit);
    // If it cannot be watched, it has ended in this moment: then look again.
    if (watch(visit)) return not_there_yet(visit);
  }
}

// What is told comes on another thread, and is heard on this one.
bool StatusResource::watch(Visit& visit) {
  visit.watcher = parts_.known.watch(
      visit.sought.key, [this, &shard = shard_, number = visit.number](const SharedEnding& ending) {
        shard.post([this, number, ending] { watched(number, ending); });
      });
  return visit.watcher.has_value();
}

void StatusResource::search(Visit& visit) {
  auto started = parts_.finder.start(
      visit.sought,
      [this, &shard = shard_, number = visit.number](SearchNews news, const SharedEnding& ending) {
        shard.post([this, number, news, ending] { heard(number, news, ending); });
      });
  const auto id = visit.sought.key.id;
  if (!started) {
    return end(visit, started.fault().kind == FaultKind::busy ? too_many(id) : unreadable(id));
  }
  visit.search = *std::move(started);
}

void StatusResource::watched(Number number, const SharedEnding& ending) {
  const auto found = visits_.find(number);
  if (found == visits_.end()) return;
  if (ending) return completed(*found->second, *ending);
  // It has been forgotten here. The log has not.
  found->second->watcher.reset();
  look(*found->second);
}

void StatusResource::heard(Number number, SearchNews news, const SharedEnding& ending) {
  const auto found = visits_.find(number);
  if (found == visits_.end()) return;
  Visit& visit = *found->second;
  switch (news) {
    case SearchNews::found:
      return completed(visit, *ending);
    case SearchNews::waiting:
      return not_there_yet(visit);
    case SearchNews::gone:
      return end(visit, gone(visit.sought.key.id));
    case SearchNews::broken:
      return end(visit, unreadable(visit.sought.key.id));
  }
}

void StatusResource::not_there_yet(Visit& visit) {
  const bool was_pending = std::exchange(visit.is_pending, true);
  switch (visit.manner) {
    case Manner::looks:
      return time_is_up(visit);
    case Manner::listens:
      return begin_stream(visit);
    case Manner::waits:
      return;  // It goes on.
    case Manner::hears:
      if (was_pending) return;
      if (!shard_.stream(visit.exchange, pending_event(visit.sought.key.id))) forget(visit);
  }
}

void StatusResource::time_is_up(Visit& visit) {
  if (visit.manner == Manner::listens) return begin_stream(visit);
  if (visit.manner != Manner::hears) {
    if (!visit.is_pending) return end(visit, not_known_yet(visit.sought.key.id));
    auto response = answer_pending(visit.sought.key.id);
    response.fields.add(state_field, "pending");
    return end(visit, std::move(response));
  }
  const Instant now = shard_.clock().now();
  if (now >= visit.ends) {
    shard_.end_stream(visit.exchange);
    return forget(visit);
  }
  if (!shard_.stream(visit.exchange, heartbeat())) return forget(visit);
  shard_.wheel().arm(visit, now + heartbeat_every);
}

void StatusResource::begin_stream(Visit& visit) {
  auto head = event_stream_head(visit.sought.key.id);
  for (const auto [name, value] : visit.cors) head.fields.add(name, value);
  mark(head);
  head.body = visit.is_pending ? pending_event(visit.sought.key.id) : heartbeat();
  visit.manner = Manner::hears;
  if (!shard_.begin_stream(visit.exchange, std::move(head))) return forget(visit);
  shard_.wheel().arm(visit, shard_.clock().now() + heartbeat_every);
}

http::Response StatusResource::response_of(const Visit& visit, const Ending& ending) const {
  static const Route any_route;
  const auto serving = parts_.serving.get();
  const Route* const route = route_of(*serving, visit.route);
  return answer_ending(ending, route == nullptr ? any_route : *route, visit.sought.key.id);
}

void StatusResource::completed(Visit& visit, const Ending& ending) {
  auto response = response_of(visit, ending);
  if (visit.manner == Manner::listens) {
    const auto number = visit.number;
    visit.is_pending = true;  // It was.
    begin_stream(visit);
    if (!visits_.contains(number)) return;  // The client has left.
  }
  if (visit.manner == Manner::hears) {
    shard_.stream(visit.exchange, completed_event(visit.sought.key.id, response));
    shard_.end_stream(visit.exchange);
    return forget(visit);
  }
  response.fields.add(state_field, "completed");
  end(visit, std::move(response));
}

void StatusResource::end(Visit& visit, http::Response response) {
  if (visit.manner == Manner::hears) {
    shard_.stream(visit.exchange, failed_event(response));
    shard_.end_stream(visit.exchange);
    return forget(visit);
  }
  mark(response);
  if (!visit.applied.empty()) response.fields.add("Preference-Applied", visit.applied);
  for (const auto [name, value] : visit.cors) response.fields.add(name, value);
  shard_.answer(visit.exchange, std::move(response));
  forget(visit);
}

// The last thing that is done with a visit.
void StatusResource::forget(Visit& visit) {
  if (visit.watcher) parts_.known.unwatch(visit.sought.key, *visit.watcher);
  if (visit.search) OutcomeFinder::give_up(*visit.search);
  visits_.erase(visit.number);
}

void StatusResource::abandon() {
  while (!visits_.empty()) {
    Visit& visit = *visits_.begin()->second;
    if (visit.manner == Manner::listens) visit.manner = Manner::looks;
    visit.ends = shard_.clock().now();
    time_is_up(visit);
  }
}

}  // namespace boomerang::gateway
