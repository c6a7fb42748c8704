#include "boomerang/gateway/gateway.h"

#include <algorithm>
#include <utility>

#include "boomerang/base/check.h"

namespace boomerang::gateway {

Result<std::unique_ptr<Gateway>> Gateway::open(Options options,
                                               std::unique_ptr<http::Server> server,
                                               broker::Broker& broker) {
  auto routes = RouteTable::make(options.routes);
  if (!routes) return routes.fault();
  return std::unique_ptr<Gateway>(
      new Gateway(std::move(options), *std::move(routes), std::move(server), broker));
}

Gateway::Gateway(Options options, RouteTable routes, std::unique_ptr<http::Server> server,
                 broker::Broker& broker)
    : options_(std::move(options)),
      routes_(std::move(routes)),
      broker_(broker),
      server_(std::move(server)) {
  for (const auto& route : routes_.routes()) {
    replies_.push_back(options_.reply.value_or(ReplyAddress{route.outcomes_topic, 0}));
  }
}

Gateway::~Gateway() { close(); }

void Gateway::start() {
  server_->start([this](http::Shard& shard) { return make_edge(shard); });
  if (reach_.ready) start_readers();
}

Result<void> Gateway::connect() {
  if (!readers_.empty()) return {};
  auto partitions = find_partitions();
  if (!partitions) return partitions.fault();
  std::vector<std::unique_ptr<ReplyReader>> readers;
  for (std::size_t i = 0; i < replies_.size(); ++i) {
    const auto& address = replies_[i];
    const auto first = std::find(replies_.begin(), replies_.end(), address);
    if (first != replies_.begin() + static_cast<std::ptrdiff_t>(i)) continue;
    auto reader = ReplyReader::open(address, broker_);
    if (!reader) return reader.fault();
    readers.push_back(*std::move(reader));
  }
  readers_ = std::move(readers);
  reach_.partitions = *std::move(partitions);
  reach_.ready = true;
  if (!places_.empty()) start_readers();
  return {};
}

Result<std::vector<broker::Partition>> Gateway::find_partitions() {
  const auto topics = broker_.topics();
  if (!topics) return topics.fault();
  std::vector<broker::Partition> partitions;
  for (const auto& route : routes_.routes()) {
    const auto found = std::find_if(topics->begin(), topics->end(),
                                    [&](const auto& topic) { return topic.name == route.topic; });
    if (found == topics->end()) {
      return Fault{FaultKind::invalid, "there is no topic " + route.topic};
    }
    partitions.push_back(found->partitions);
  }
  return partitions;
}

// What is read is delivered to the shards, so they must be there.
void Gateway::start_readers() {
  for (const auto& reader : readers_) {
    reader->start([this](std::vector<Reply> replies) { deliver(std::move(replies)); },
                  [this] { reach_.ready = false; });
  }
}

bool Gateway::drain(Duration limit) { return server_->drain(limit); }

void Gateway::close() {
  for (const auto& reader : readers_) reader->stop();
  server_->close();
}

Duration Gateway::timeout_max() const {
  std::chrono::microseconds longest{0};
  for (const auto& route : routes_.routes()) longest = std::max(longest, route.timeout);
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
    sum.late_outcomes += one.late_outcomes;
  }
  return sum;
}

// Called for one shard after the other, before any of them accepts.
std::unique_ptr<http::Service> Gateway::make_edge(http::Shard& shard) {
  check(shard.index() == places_.size() && shard.index() < 256, "shards come in their order");
  Edge::Options options{options_.source, options_.waiting_max, replies_};
  auto edge = std::make_unique<Edge>(std::move(options), routes_, broker_, reach_, shard);
  places_.push_back({&shard, edge.get()});
  return edge;
}

// One task for each shard and read, so that a burst of outcomes wakes a shard once.
void Gateway::deliver(std::vector<Reply> replies) {
  std::vector<std::vector<Reply>> sorted(places_.size());
  for (auto& reply : replies) {
    sorted[home_of(reply.id) % places_.size()].push_back(std::move(reply));
  }
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    if (sorted[i].empty()) continue;
    places_[i].shard->post([edge = places_[i].edge, batch = std::move(sorted[i])]() mutable {
      edge->settle(std::move(batch));
    });
  }
}

}  // namespace boomerang::gateway
