#include "boomerang/gateway/status_resource.h"

#include <algorithm>
#include <utility>

#include "boomerang/field/prefer.h"
#include "boomerang/gateway/answer.h"

namespace boomerang::gateway {
namespace {

constexpr std::string_view state_field = "X-Request-State";

std::uint64_t payload_of(const ticket::Mark& mark) {
  std::uint64_t tag = 0;
  for (const auto byte : mark) tag = (tag << 8) | byte;
  return tag;
}

http::Response unknown_request() {
  return http::problem(404,
                       "There is no such request. Check that the address is whole, and that it is "
                       "asked for by who sent the request.");
}

http::Response gone(RequestId id) {
  return answer_refusal({410,
                         "What became of the request is no longer in the log. Look at what it was "
                         "to change, or send it again with the same idempotency key.",
                         "outcome-expired"},
                        id);
}

http::Response unreadable(RequestId id) {
  return answer_later(
      {503, "The log cannot be looked into at the moment. Ask again later.", "log-unavailable"},
      std::chrono::seconds(1), id);
}

}  // namespace

void StatusResource::serve(const http::Request& request, http::Exchange exchange,
                           const CallerTag& caller) {
  const auto ticket = parts_.seal.open(request.path().substr(root.size()));
  if (!ticket || ticket->caller != caller) {
    shard_.answer(exchange, unknown_request());
    return;
  }
  const auto number = ++last_;
  auto& visit = *visits_.emplace(number, std::make_unique<Visit>(*this, number)).first->second;
  visit.exchange = exchange;
  visit.key = {ticket->request, payload_of(ticket->payload)};
  visit.route = ticket->route;
  const auto wait = field::read_prefer(request.fields).wait.value_or(std::chrono::seconds(0));
  visit.is_patient = wait > std::chrono::seconds(0);
  if (visit.is_patient) visit.applied = "wait=" + std::to_string(wait.count());
  shard_.wheel().arm(
      visit,
      shard_.clock().now() + (visit.is_patient ? std::min<Duration>(wait, wait_max) : look_wait));
  for (;;) {
    const auto found = parts_.known.find(visit.key);
    if (found.known == KnownRequests::Known::ended) {
      return end(number, response_of(visit, *found.ending));
    }
    if (found.known == KnownRequests::Known::no) break;
    if (!visit.is_patient) return end_pending(number);
    if (watch(visit)) return;
    // It has ended in this moment: look again.
  }
  if (!search(visit, *ticket)) end(number, unreadable(visit.key.id));
}

// What is told comes on another thread, and is heard on this one.
bool StatusResource::watch(Visit& visit) {
  visit.watcher = parts_.known.watch(
      visit.key, [this, &shard = shard_, number = visit.number](const SharedEnding& ending) {
        shard.post([this, number, ending] { heard(number, SearchNews::found, ending); });
      });
  return visit.watcher.has_value();
}

bool StatusResource::search(Visit& visit, const ticket::Ticket& ticket) {
  auto started = parts_.finder.start(
      {visit.key, ticket.reply, ticket.position},
      [this, &shard = shard_, number = visit.number](SearchNews news, const SharedEnding& ending) {
        shard.post([this, number, news, ending] { heard(number, news, ending); });
      });
  if (!started) return false;
  visit.search = *std::move(started);
  return true;
}

void StatusResource::heard(Number number, SearchNews news, const SharedEnding& ending) {
  const auto found = visits_.find(number);
  if (found == visits_.end()) return;
  Visit& visit = *found->second;
  switch (news) {
    case SearchNews::found:
      if (visit.search) parts_.known.remember(visit.key, ending);
      return end(number, response_of(visit, *ending));
    case SearchNews::waiting:
      if (!visit.is_patient) end_pending(number);
      return;
    case SearchNews::gone:
      return end(number, gone(visit.key.id));
    case SearchNews::broken:
      return end(number, unreadable(visit.key.id));
  }
}

http::Response StatusResource::response_of(const Visit& visit, const Ending& ending) const {
  static const Route any_route;
  const auto serving = parts_.serving.get();
  const Route* route = &any_route;
  for (const auto& one : serving->routes().routes()) {
    if (ticket::mark_of(one.name()) == visit.route) route = &one;
  }
  auto response = answer_ending(ending, *route, visit.key.id);
  response.fields.add(state_field, "completed");
  response.fields.add("Cache-Control", "no-store");
  return response;
}

void StatusResource::end_pending(Number number) {
  auto response = answer_pending(visits_.at(number)->key.id);
  response.fields.add(state_field, "pending");
  end(number, std::move(response));
}

void StatusResource::end(Number number, http::Response response) {
  const auto found = visits_.find(number);
  const auto visit = std::move(found->second);
  visits_.erase(found);
  if (visit->watcher) parts_.known.unwatch(visit->key, *visit->watcher);
  if (visit->search) OutcomeFinder::give_up(*visit->search);
  response.fields.add("Vary", "Prefer");
  if (!visit->applied.empty()) response.fields.add("Preference-Applied", visit->applied);
  shard_.answer(visit->exchange, std::move(response));
}

void StatusResource::abandon() {
  while (!visits_.empty()) end_pending(visits_.begin()->first);
}

}  // namespace boomerang::gateway
