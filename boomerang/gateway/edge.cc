#include "boomerang/gateway/edge.h"

#include <utility>

#include "boomerang/base/log.h"
#include "boomerang/event/codec.h"
#include "boomerang/event/trace_context.h"
#include "boomerang/gateway/answer.h"

namespace boomerang::gateway {
namespace {

// Only this shard's thread writes, so an addition need not be atomic as a whole.
void count(std::atomic<std::uint64_t>& counter) {
  counter.store(counter.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
}

}  // namespace

Edge::Edge(Options options, const RouteTable& routes, broker::Broker& broker, const Reach& reach,
           http::Shard& shard)
    : options_(std::move(options)),
      routes_(routes),
      broker_(broker),
      reach_(reach),
      shard_(shard),
      ids_(shard.clock(), random_, static_cast<std::uint8_t>(shard.index())),
      waiting_(shard.wheel(), options_.seats_max,
               [this](RequestId id, const Waiter& waiter) {
                 count(timed_out_);
                 shard_.answer(waiter.exchange, answer_timeout(waiter.route->timeout, id));
               }),
      first_turn_(random_.next()) {
  check(options_.replies.size() == routes.routes().size(), "a reply address for each route");
}

http::Service::Verdict Edge::admit(const http::Request& head) {
  auto match = routes_.match(head);
  if (match.refusal) count(refused_);
  const std::size_t body_bytes_max = match.route == nullptr ? 0 : match.route->body_bytes_max;
  return {body_bytes_max, std::move(match.refusal)};
}

void Edge::serve(http::Request request, http::Exchange exchange) {
  const Route* const route = routes_.match(request).route;
  check(route != nullptr, "a request is served only after it was admitted");
  const RequestId id = ids_.next();
  if (route->check_body) {
    if (const auto refusal = route->check_body(request.body)) {
      refuse(exchange, answer_refusal(*refusal, id));
      return;
    }
  }
  if (!reach_.ready) {
    refuse(exchange, answer_unpublished({FaultKind::busy, "replies are not read"}, id));
    return;
  }

  // The seat first: the outcome can be back before append() returns.
  const Instant deadline = shard_.clock().now() + route->timeout;
  if (auto seated = waiting_.wait(id, deadline, {exchange, route}); !seated) {
    refuse(exchange, answer_unpublished(seated.fault(), id));
    return;
  }
  const auto partition = next_partition(static_cast<std::size_t>(route - routes_.routes().data()));
  count(accepted_);
  Record record = encode(event_of(std::move(request), *route, id));
  broker_.append(route->topic, partition, std::move(record),
                 [this, &shard = shard_, id](const Result<broker::Place>& place) {
                   if (place) return;
                   // On a thread of the broker, or still inside append().
                   shard.post([this, id, fault = place.fault()] { append_failed(id, fault); });
                 });
}

void Edge::abandon() {
  for (const auto& [id, waiter] : waiting_.leave_all()) {
    count(timed_out_);
    shard_.answer(waiter.exchange, answer_stopping(id));
  }
}

void Edge::settle(std::vector<Reply> replies) {
  for (const auto& reply : replies) {
    const auto waiter = waiting_.leave(reply.id);
    if (!waiter) {
      count(late_outcomes_);
      continue;
    }
    count(answered_);
    shard_.answer(waiter->exchange, reply.outcome ? answer_outcome(*reply.outcome, *waiter->route)
                                                  : answer_bad_outcome(reply.id));
  }
}

Counts Edge::counts() const {
  constexpr auto relaxed = std::memory_order_relaxed;
  return {accepted_.load(relaxed), answered_.load(relaxed), refused_.load(relaxed),
          timed_out_.load(relaxed), late_outcomes_.load(relaxed)};
}

void Edge::append_failed(RequestId id, const Fault& fault) {
  log::warn("event not appended",
            {{"request_id", to_string(id)}, {"kind", name_of(fault.kind)}, {"error", fault.what}});
  // What may be in the log may be handled: then the outcome, or the deadline, is the answer.
  if (fault.kind == FaultKind::unknown) return;
  if (const auto waiter = waiting_.leave(id)) {
    refuse(waiter->exchange, answer_unpublished(fault, id));
  }
}

void Edge::refuse(http::Exchange exchange, http::Response response) {
  count(refused_);
  shard_.answer(exchange, std::move(response));
}

// An event whose key is its own id has no other to keep an order with, so it may lie anywhere. Many
// in a row to one partition make few and large batches, of which Kafka takes far more than of
// small ones. Source: KIP-480.
broker::Partition Edge::next_partition(std::size_t route_index) {
  constexpr std::uint64_t in_a_row = 64;
  const auto count = static_cast<std::uint64_t>(reach_.partitions.at(route_index));
  const auto turn = first_turn_ / in_a_row + accepted_.load(std::memory_order_relaxed) / in_a_row;
  return static_cast<broker::Partition>(turn % count);
}

Event Edge::event_of(http::Request request, const Route& route, RequestId id) {
  const auto route_index = static_cast<std::size_t>(&route - routes_.routes().data());
  Event event;
  event.id = id;
  event.key = to_string(id);
  event.type = route.event_type;
  event.source = options_.source;
  event.time = shard_.clock().wall();
  event.expires = event.time + route.timeout;
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
  event.payload_hash = payload_hash(event.method, event.route, request.body);
  event.reply = options_.replies[route_index];
  event.target = std::move(request.target);
  event.body = std::move(request.body);
  return event;
}

}  // namespace boomerang::gateway
