#include "boomerang/gateway/gateway.h"

#include <algorithm>
#include <utility>

#include "boomerang/base/check.h"
#include "boomerang/gateway/route_topics.h"

namespace boomerang::gateway {

Result<std::unique_ptr<Gateway>> Gateway::open(Options options,
                                               std::unique_ptr<http::Server> server,
                                               broker::Broker& broker) {
  auto serving = make_serving(std::move(options.served));
  if (!serving) return serving.fault();
  auto seal = ticket::TicketSeal::with(options.ticket_secrets);
  if (!seal) return seal.fault();
  return std::unique_ptr<Gateway>(new Gateway(std::move(options), *std::move(serving),
                                              *std::move(seal), std::move(server), broker));
}

Result<std::shared_ptr<Serving>> Gateway::make_serving(Served served) {
  const auto* authenticator = served.authenticator ? &*served.authenticator : nullptr;
  if (const auto mistakes = topic_mistakes(served.routes); !mistakes.empty()) {
    const auto& [index, of_outcomes, what] = mistakes.front();
    return Fault{FaultKind::invalid, "route " + served.routes[index].name() + ": " + what};
  }
  auto table = RouteTable::make(std::move(served.routes));
  if (!table) return table.fault();
  auto callers = Callers::make(table->routes(), authenticator, served.schemes);
  if (!callers) return callers.fault();
  auto serving = std::make_shared<Serving>(*std::move(table));
  serving->callers = *std::move(callers);
  serving->authenticator = std::move(served.authenticator);
  serving->description = std::move(served.description);
  return serving;
}

Gateway::Gateway(Options options, std::shared_ptr<const Serving> serving, ticket::TicketSeal seal,
                 std::unique_ptr<http::Server> server, broker::Broker& broker)
    : options_(std::move(options)),
      broker_(broker),
      parts_(options_.source, std::move(seal), std::move(serving), broker),
      server_(std::move(server)) {}

Gateway::~Gateway() { close(); }

void Gateway::start() {
  server_->start([this](http::Shard& shard) { return make_edge(shard); });
  for (const auto& reading : readers_) start_reader(*reading.reader);
}

Result<void> Gateway::connect() {
  const auto now = parts_.serving.get();
  if (now->connected) return {};
  auto next = std::make_shared<Serving>(*now);
  if (auto done = connect_lanes(*next); !done) return done;
  parts_.serving.replace(std::move(next));
  return {};
}

Result<void> Gateway::replace(Served served) {
  auto next = make_serving(std::move(served));
  if (!next) return next.fault();
  if (parts_.serving.get()->connected) {
    if (auto done = connect_lanes(**next); !done) return done;
  }
  std::erase_if(replaced_, [](const auto& one) { return one.use_count() == 1; });
  replaced_.push_back(parts_.serving.get());
  parts_.serving.replace(*std::move(next));
  for (const auto& place : places_) {
    place.shard->post([edge = place.edge] { edge->look_at_serving(); });
  }
  return {};
}

Result<void> Gateway::connect_lanes(Serving& serving) {
  const auto topics = broker_.topics();
  if (!topics) return topics.fault();
  for (const auto& route : serving.routes().routes()) {
    const auto found = std::find_if(topics->begin(), topics->end(),
                                    [&](const auto& topic) { return topic.name == route.topic; });
    if (found == topics->end()) {
      return Fault{FaultKind::invalid, "there is no topic " + route.topic};
    }
    const auto reply = options_.reply.value_or(ReplyAddress{route.outcomes_topic, 0});
    auto reader = reader_of(reply);
    if (!reader) return reader.fault();
    serving.lanes.push_back({found->partitions, reply, (*reader)->position()});
  }
  serving.connected = true;
  return {};
}

Result<std::shared_ptr<ReplyReader>> Gateway::reader_of(const ReplyAddress& address) {
  for (const auto& reading : readers_) {
    if (reading.address == address) return reading.reader;
  }
  auto opened = ReplyReader::open(address, broker_);
  if (!opened) return opened.fault();
  std::shared_ptr<ReplyReader> reader = *std::move(opened);
  readers_.push_back({address, reader});
  if (!places_.empty()) start_reader(*reader);
  return reader;
}

// What is read is delivered to the shards, so they must be there.
void Gateway::start_reader(ReplyReader& reader) {
  reader.start([this](std::vector<Reply> replies) { deliver(std::move(replies)); },
               [this] { parts_.hears_replies = false; });
}

bool Gateway::drain(Duration limit) { return server_->drain(limit); }

void Gateway::close() {
  for (const auto& reading : readers_) reading.reader->stop();
  parts_.finder.stop();
  server_->close();
}

Duration Gateway::timeout_max() const {
  std::chrono::microseconds longest{0};
  const auto serving = parts_.serving.get();
  for (const auto& route : serving->routes().routes()) longest = std::max(longest, route.timeout);
  return longest;
}

Counts Gateway::counts() const {
  Counts sum;
  for (const auto& place : places_) {
    const Counts one = place.edge->counts();
    sum.accepted += one.accepted;
    sum.answered += one.answered;
    sum.refused += one.refused;
    sum.timed_out += one.timed_out;
    sum.deferred += one.deferred;
    sum.late_outcomes += one.late_outcomes;
  }
  return sum;
}

RequestDurations::Histograms Gateway::durations() const {
  RequestDurations::Histograms sum;
  for (const auto& place : places_) place.edge->durations().add_to(sum);
  return sum;
}

// Called for one shard after the other, before any of them accepts.
std::unique_ptr<http::Service> Gateway::make_edge(http::Shard& shard) {
  check(shard.index() == places_.size() && shard.index() < 256, "shards come in their order");
  auto edge = std::make_unique<Edge>(options_.waiting_max, parts_, shard);
  places_.push_back({&shard, edge.get()});
  return edge;
}

// One task for each shard and read, so that a burst of outcomes wakes a shard once. Those with a
// chosen id may be awaited on any shard, the others only where their id was made.
void Gateway::deliver(std::vector<Reply> replies) {
  std::vector<std::vector<Reply>> sorted(places_.size());
  for (auto& reply : replies) {
    if (is_chosen(reply.id)) {
      if (places_.size() > 1) reply.shards = std::make_shared<ReplyShards>(places_.size());
      for (auto& each : sorted) each.push_back(reply);
    } else {
      sorted[home_of(reply.id) % places_.size()].push_back(std::move(reply));
    }
  }
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    if (sorted[i].empty()) continue;
    places_[i].shard->post([edge = places_[i].edge, batch = std::move(sorted[i])]() mutable {
      edge->settle(std::move(batch));
    });
  }
}

}  // namespace boomerang::gateway
