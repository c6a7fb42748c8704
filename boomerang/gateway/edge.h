#pragma once

// One shard of a gateway: turns a request into an event, lets it wait, and answers it.
//
// Threads: its shard's, but for counts().

#include <array>
#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "boomerang/base/random.h"
#include "boomerang/broker/broker.h"
#include "boomerang/event/event.h"
#include "boomerang/event/outcome.h"
#include "boomerang/gateway/route_table.h"
#include "boomerang/gateway/waiting_table.h"
#include "boomerang/http/server.h"

namespace boomerang::gateway {

// What became of requests, since the start.
struct Counts {
  std::uint64_t accepted = 0;       // Events handed to the broker.
  std::uint64_t answered = 0;       // By their outcome.
  std::uint64_t refused = 0;        // Before anything was published: 4xx and 503.
  std::uint64_t timed_out = 0;      // 504.
  std::uint64_t late_outcomes = 0;  // Outcomes that found nobody waiting.
};

// An outcome on its way to the shard where its request waits.
struct Reply {
  RequestId id;
  Result<Outcome> outcome;  // A fault if what the worker published cannot be an answer.
};

// What a gateway knows of its log. Nothing is published before it is ready, because nobody would
// hear the outcome.
struct Reach {
  std::atomic<bool> ready{false};
  std::vector<broker::Partition> partitions;  // Of each route's topic. Fixed before `ready` is set.
};

class Edge final : public http::Service {
 public:
  struct Options {
    std::string source;                 // For `ce_source`.
    std::size_t seats_max = 0;          // Waiting requests on this shard; more are answered 503.
    std::vector<ReplyAddress> replies;  // For each route of the table.
  };

  // All must outlive the edge; `shard` must outlive every append that the edge has made.
  Edge(Options options, const RouteTable& routes, broker::Broker& broker, const Reach& reach,
       http::Shard& shard);

  Verdict admit(const http::Request& head) override;
  void serve(http::Request request, http::Exchange exchange) override;
  void abandon() override;

  // Answers those that wait here.
  void settle(std::vector<Reply> replies);

  // Threads: any.
  Counts counts() const;

 private:
  void append_failed(RequestId id, const Fault& fault);
  void refuse(http::Exchange exchange, http::Response response);
  Event event_of(http::Request request, const Route& route, RequestId id);
  broker::Partition next_partition(std::size_t route_index);

  const Options options_;
  const RouteTable& routes_;
  broker::Broker& broker_;
  const Reach& reach_;
  http::Shard& shard_;
  SystemRandom random_;
  RequestIdSource ids_;
  WaitingTable waiting_;

  const std::uint64_t first_turn_;  // So that gateways do not go round in step.
  std::atomic<std::uint64_t> accepted_{0};
  std::atomic<std::uint64_t> answered_{0};
  std::atomic<std::uint64_t> refused_{0};
  std::atomic<std::uint64_t> timed_out_{0};
  std::atomic<std::uint64_t> late_outcomes_{0};
};

}  // namespace boomerang::gateway
