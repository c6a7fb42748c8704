#include "boomerang/gateway/edge.h"

#include <charconv>
#include <cstdint>
#include <set>
#include <string>
#include <system_error>
#include <utility>
#include <variant>
#include <vector>

#include "boomerang/base/log.h"
#include "boomerang/event/codec.h"
#include "boomerang/event/trace_context.h"
#include "boomerang/field/prefer.h"
#include "boomerang/gateway/answer.h"
#include "boomerang/gateway/cors.h"
#include "boomerang/gateway/own_page.h"

namespace boomerang::gateway {
namespace {

// Only this shard's thread writes, so an addition need not be atomic as a whole.
void count(std::atomic<std::uint64_t>& counter) {
  counter.store(counter.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
}

RequestKey key_of(RequestId id, const Digest& payload_hash) {
  return {id, payload_tag(payload_hash)};
}

http::Response refuse_own_method() {
  auto response = http::problem(405, "Use GET, HEAD for this path.");
  response.fields.add("Allow", "GET, HEAD");
  return response;
}

// What is taken anywhere on this server. Source: RFC 9110, section 9.3.7.
http::Response answer_asterisk(const std::vector<Route>& routes) {
  std::set<std::string> methods = {"GET", "HEAD", "OPTIONS"};
  for (const auto& route : routes) methods.insert(route.method);
  std::string allow;
  for (const auto& method : methods) allow += (allow.empty() ? "" : ", ") + method;
  http::Response response;
  response.status = 204;
  response.fields.add("Allow", allow);
  return response;
}

// What is not said is found too long, if it is, by who reads it.
std::size_t said_length(const http::Request& head) {
  const auto text = head.field("content-length").value_or("0");
  std::size_t length = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), length);
  return read.ec == std::errc::result_out_of_range ? SIZE_MAX : length;
}

bool is_own_path(std::string_view path) {
  return path.starts_with(StatusResource::root) || is_own_page(path);
}

}  // namespace

Edge::Edge(std::size_t seats_max, Parts& parts, http::Shard& shard)
    : parts_(parts),
      shard_(shard),
      ids_(shard.clock(), random_, static_cast<std::uint8_t>(shard.index())),
      waiting_(shard.wheel(), seats_max,
               [this](RequestId id, const Waiter& waiter) { time_is_up(id, waiter); }),
      status_(parts, shard),
      first_turn_(random_.next()) {}

// Routes can be replaced while requests come.
void Edge::look_at_serving() {
  const auto version = parts_.serving.version();
  if (version == serving_version_) return;
  serving_ = parts_.serving.get();
  serving_version_ = version;
}

http::Service::Verdict Edge::admit(const http::Request& head) {
  look_at_serving();
  if (head.target == "*") return {0, answer_asterisk(serving_->routes().routes())};
  if (is_own_path(head.path())) return admit_to_own(head);
  const auto refused = [&](http::Response response) {
    count(refused_);
    return Verdict{0, std::move(response)};
  };
  const auto routes = serving_->routes().at(head.path());
  if (!routes.empty() && is_preflight(head)) {
    return {0, answer_preflight(head, routes, credential_fields())};
  }
  auto match = serving_->routes().match(head);
  if (match.refusal) {
    if (match.route != nullptr) {
      expose(*match.refusal, *match.route, allowed_origin(head, {match.route}));
    } else {
      expose_by_any(*match.refusal, head, routes);
    }
    return refused(*std::move(match.refusal));
  }
  const auto index = serving_->routes().index_of(*match.route);
  auto who = serving_->callers.of_route(index, head.fields, shard_.clock().wall(), tokens_);
  if (auto* denied = std::get_if<http::Response>(&who)) {
    expose(*denied, *match.route, allowed_origin(head, {match.route}));
    return refused(std::move(*denied));
  }
  if (said_length(head) > match.route->body_bytes_max) {
    auto response = http::problem(413, "The body is too long.");
    expose(response, *match.route, allowed_origin(head, {match.route}));
    return refused(std::move(response));
  }
  return {match.route->body_bytes_max, std::nullopt};
}

http::Service::Verdict Edge::admit_to_own(const http::Request& head) {
  if (head.method == "GET" || head.method == "HEAD") return {0, std::nullopt};
  if (is_preflight(head) && head.path().starts_with(StatusResource::root)) {
    return {0, answer_status_preflight(head, serving_->routes().routes(), credential_fields())};
  }
  count(refused_);
  auto refusal = refuse_own_method();
  if (head.path().starts_with(StatusResource::root)) StatusResource::mark(refusal);
  return {0, std::move(refusal)};
}

CredentialFields Edge::credential_fields() const {
  return [serving = serving_](const Route& route) {
    return serving->callers.fields_of(serving->routes().index_of(route));
  };
}

void Edge::serve(http::Request request, http::Exchange exchange) {
  look_at_serving();
  const auto& callers = serving_->callers;
  const auto now = shard_.clock().wall();
  if (is_own_page(request.path())) {
    shard_.answer(exchange, own_page(request, *serving_));
    return;
  }
  if (is_own_path(request.path())) {
    return status_.serve(request, exchange, callers, tokens_);
  }
  auto match = serving_->routes().match(request);
  // The routes, and who is let in, may have changed since it was admitted.
  if (match.refusal) return refuse(exchange, *std::move(match.refusal));
  auto who =
      callers.of_route(serving_->routes().index_of(*match.route), request.fields, now, tokens_);
  if (auto* denied = std::get_if<http::Response>(&who)) return refuse(exchange, std::move(*denied));
  const auto& caller = std::get<auth::Caller>(who);
  Waiter waiter;
  waiter.exchange = exchange;
  waiter.route = match.route;
  waiter.serving = serving_;
  waiter.caller = tag_of(caller);
  waiter.origin = allowed_origin(request, {match.route});
  waiter.began = shard_.clock().now();
  take(std::move(request), std::move(waiter), match, caller);
}

void Edge::take(http::Request request, Waiter waiter, const RouteTable::Match& match,
                const auth::Caller& caller) {
  const Route& route = *match.route;
  const RequestId id = ids_.next();
  const auto read = read_asked(request, route, match.parameters, caller.id, id);
  if (const auto* refused = std::get_if<RefusedRequest>(&read)) {
    count(refused_);
    return answer(waiter, answer_refusal(refused->refusal, refused->id));
  }
  const auto& asked = std::get<AskedRequest>(read);
  // Who is nobody in particular is told from others by the address.
  const auto queuer =
      caller.id.empty() ? ticket::mark_of(std::string_view(request.address)) : waiter.caller;
  if (auto refusal = reserve(asked, route, queuer, waiter)) {
    count(refused_);
    return answer(waiter, *std::move(refusal));
  }
  // The seat first: the outcome can be back before append() returns.
  const auto seat = waiting_.wait(asked.id, shard_.clock().now() + asked.wait, std::move(waiter));
  if (!seat) {
    parts_.admission.withdraw(waiter.admitted, shard_.clock().now());
    if (waiter.runs_first) parts_.known.stop_running(key_of(asked.id, asked.payload_hash));
    count(refused_);
    return answer(waiter, answer_unpublished(seat.fault(), asked.id));
  }
  append(std::move(request), asked, route, *seat);
}

// Whether it may be published now; if so, `waiter` has all that it needs to be answered.
std::optional<http::Response> Edge::reserve(const AskedRequest& asked, const Route& route,
                                            const CallerTag& queuer, Waiter& waiter) {
  const Instant now = shard_.clock().now();
  if (!serving_->connected || !parts_.hears_replies) {
    return answer_unpublished({FaultKind::busy, "replies are not read"}, asked.id);
  }
  if (asked.chosen_id && route.repeat == Repeat::conflicts) {
    const auto run = parts_.known.run(key_of(asked.id, asked.payload_hash), now);
    waiter.runs_first = run == KnownRequests::Run::first;
    if (run == KnownRequests::Run::repeat) {
      return answer_later({409,
                           "The first request with this idempotency key is still being handled. "
                           "Send it again later to hear its outcome.",
                           "idempotency-conflict"},
                          std::chrono::seconds(1), asked.id);
    }
  }
  const Duration patience = asked.patience.asynchronous ? Admission::forget_after : asked.wait;
  const auto verdict = parts_.admission.enter(route, queuer, patience, now);
  if (const auto& refused = verdict.refused) {
    if (waiter.runs_first) parts_.known.stop_running(key_of(asked.id, asked.payload_hash));
    const std::string_view who =
        refused->status == 429 ? "too many of your requests" : "too many requests";
    return answer_later(
        {refused->status,
         "Nothing was done: " + std::string(who) + " are waiting already. Send it again later.",
         std::string(refused->problem)},
        refused->retry_after, asked.id);
  }
  waiter.admitted = verdict.admitted;
  waiter.payload_hash = asked.payload_hash;
  waiter.chosen_id = asked.chosen_id;
  waiter.patience = asked.patience;
  waiter.position = *serving_->lane_of(route).position;
  return std::nullopt;
}

void Edge::append(http::Request request, const AskedRequest& asked, const Route& route, Seat seat) {
  // Events of one key lie together, and so do those of one id: then the second finds the first.
  std::optional<broker::Partition> partition;
  if (!asked.is_ordered && !asked.chosen_id) partition = next_partition(route);
  count(accepted_);
  Record record = encode(event_of(std::move(request), asked, route));
  const Appending appending{key_of(asked.id, asked.payload_hash), seat,
                            waiting_.find(asked.id, seat)->runs_first, asked.patience.asynchronous};
  parts_.broker.append(route.topic, partition, std::move(record),
                       [this, &shard = shard_, appending](const Result<broker::Place>& place) {
                         if (place && !appending.tells_success) return;
                         // On a thread of the broker, or still inside append().
                         shard.post([this, appending, place] { appended(appending, place); });
                       });
}

void Edge::appended(const Appending& appending, const Result<broker::Place>& place) {
  if (!place) return append_failed(appending, place.fault());
  const RequestId id = appending.key.id;
  Waiter* const waiter = waiting_.find(id, appending.seat);
  if (waiter == nullptr) return;
  waiter->acknowledged = true;
  if (waiter->patience.at_once) time_is_up(id, *waiting_.leave(id, appending.seat));
}

void Edge::append_failed(const Appending& appending, const Fault& fault) {
  const RequestId id = appending.key.id;
  log::warn("event not appended",
            {{"request_id", to_string(id)}, {"kind", name_of(fault.kind)}, {"error", fault.what}});
  // What may be in the log may be handled: then the outcome, or the deadline, is the answer.
  if (fault.kind == FaultKind::unknown) return;
  if (appending.runs_first) parts_.known.stop_running(appending.key);
  if (const auto waiter = waiting_.leave(id, appending.seat)) {
    parts_.admission.withdraw(waiter->admitted, shard_.clock().now());
    count(refused_);
    answer(*waiter, answer_unpublished(fault, id));
  } else if (!is_chosen(id)) {
    // It was answered 504 before: whoever asks again is to hear that nothing was done.
    const auto ending = std::make_shared<const Ending>(fault);
    for (const auto& admitted : parts_.known.end(id, std::nullopt, ending)) {
      parts_.admission.settle(admitted, false, shard_.clock().now());
    }
  }
}

void Edge::abandon() {
  for (const auto& [id, waiter] : waiting_.leave_all()) {
    count(timed_out_);
    parts_.admission.stop_waiting(waiter.admitted);
    answer(waiter, answer_stopping(location_of(id, waiter), id));
  }
  status_.abandon();
}

void Edge::settle(std::vector<Reply> replies) {
  for (const auto& reply : replies) settle_one(reply);
}

void Edge::settle_one(const Reply& reply) {
  const Instant now = shard_.clock().now();
  const auto payload = reply.outcome ? reply.outcome->payload_hash : std::nullopt;
  const auto waiters = waiting_.leave(reply.id, payload);
  for (const auto& waiter : waiters) {
    count(answered_);
    parts_.admission.settle(waiter.admitted, true, now);
    answer(waiter, answer_ending(reply.outcome, *waiter.route, reply.id));
  }
  if (!waiters.empty() && !is_chosen(reply.id)) return;
  if (reply.shards ? reply.shards->found_nobody(waiters.empty()) : waiters.empty()) {
    count(late_outcomes_);
  }
  // Others may ask for it later, or do so at the moment.
  const auto ending = std::make_shared<const Ending>(reply.outcome);
  for (const auto& admitted : parts_.known.end(reply.id, payload, ending)) {
    parts_.admission.settle(admitted, false, now);
  }
}

// Its client is told to come back.
void Edge::time_is_up(RequestId id, const Waiter& waiter) {
  parts_.known.expect(key_of(id, waiter.payload_hash), waiter.admitted);
  parts_.admission.stop_waiting(waiter.admitted);
  const auto location = location_of(id, waiter);
  if (waiter.patience.asynchronous && waiter.acknowledged) {
    count(deferred_);
    answer(waiter, answer_accepted(location, id), Answer::time_is_up);
  } else {
    count(timed_out_);
    const auto& patience = waiter.patience;
    const Duration waited = patience.own_wait ? Duration(patience.wait) : waiter.route->timeout;
    answer(waiter, answer_timeout(waited, location, id), Answer::time_is_up);
  }
}

Counts Edge::counts() const {
  constexpr auto relaxed = std::memory_order_relaxed;
  return {accepted_.load(relaxed),  answered_.load(relaxed), refused_.load(relaxed),
          timed_out_.load(relaxed), deferred_.load(relaxed), late_outcomes_.load(relaxed)};
}

void Edge::refuse(http::Exchange exchange, http::Response response) {
  count(refused_);
  shard_.answer(exchange, std::move(response));
}

// Source: RFC 7240, sections 2 and 3.
void Edge::answer(const Waiter& waiter, http::Response response, Answer kind) {
  const auto& patience = waiter.patience;
  field::Preferences honoured;
  if (kind == Answer::time_is_up) {
    honoured.respond_async = response.status == 202;
    if (patience.own_wait) honoured.wait = patience.wait;
  } else if (patience.minimal && make_minimal(response)) {
    honoured.returned = field::Preferences::Return::minimal;
  }
  const auto applied = field::preference_applied(honoured);
  if (!applied.empty()) response.fields.add("Preference-Applied", applied);
  response.fields.add("Vary", "Prefer");
  expose(response, *waiter.route, waiter.origin);
  durations_.observe(waiter.route->name(), response.status, shard_.clock().now() - waiter.began);
  shard_.answer(waiter.exchange, std::move(response));
}

std::string Edge::location_of(RequestId id, const Waiter& waiter) const {
  ticket::Ticket ticket;
  ticket.request = id;
  ticket.reply = waiter.serving->lane_of(*waiter.route).reply;
  ticket.position = waiter.position;
  ticket.caller = waiter.caller;
  ticket.payload = ticket::mark_of(waiter.payload_hash);
  ticket.route = ticket::mark_of(waiter.route->name());
  ticket.issued = shard_.clock().wall();
  return std::string(StatusResource::root) + parts_.seal.seal(ticket);
}

// An event whose key is its own id has no other to keep an order with, so it may lie anywhere. Many
// in a row to one partition make few and large batches, of which Kafka takes far more than of
// small ones. Source: KIP-480.
broker::Partition Edge::next_partition(const Route& route) {
  constexpr std::uint64_t in_a_row = 64;
  const auto count = static_cast<std::uint64_t>(serving_->lane_of(route).partitions);
  const auto turn = first_turn_ / in_a_row + accepted_.load(std::memory_order_relaxed) / in_a_row;
  return static_cast<broker::Partition>(turn % count);
}

Event Edge::event_of(http::Request request, const AskedRequest& asked, const Route& route) {
  Event event;
  event.id = asked.id;
  event.key = asked.ordering_key;
  event.type = route.event_type;
  event.source = parts_.source;
  event.time = shard_.clock().wall();
  event.expires = event.time + std::chrono::duration_cast<WallTime::duration>(asked.wait);
  event.method = route.method;
  event.path = request.path();
  event.route = route.name();
  event.content_type = request.field("content-type").value_or("");
  for (const auto& name : route.request_fields) {
    for (const auto field : request.fields) {
      if (field.name == name) event.fields.emplace_back(field.name, field.value);
    }
  }
  event.trace_parent = continue_trace(request.field("traceparent").value_or(""), random_);
  event.trace_state = request.field("tracestate").value_or("");
  event.payload_hash = asked.payload_hash;
  event.reply = serving_->lane_of(route).reply;
  event.target = std::move(request.target);
  event.body = std::move(request.body);
  return event;
}

}  // namespace boomerang::gateway
