#pragma once

// One shard of a gateway: turns a request into an event, lets it wait, and answers it.
//
// Threads: its shard's, but for counts() and durations().

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "boomerang/auth/token_cache.h"
#include "boomerang/base/random.h"
#include "boomerang/broker/broker.h"
#include "boomerang/event/event.h"
#include "boomerang/event/outcome.h"
#include "boomerang/gateway/asked_request.h"
#include "boomerang/gateway/cors.h"
#include "boomerang/gateway/parts.h"
#include "boomerang/gateway/reply_reader.h"
#include "boomerang/gateway/request_durations.h"
#include "boomerang/gateway/route_table.h"
#include "boomerang/gateway/status_resource.h"
#include "boomerang/gateway/waiting_table.h"
#include "boomerang/http/server.h"

namespace boomerang::gateway {

// What became of requests, since the start.
struct Counts {
  std::uint64_t accepted = 0;       // Events handed to the broker.
  std::uint64_t answered = 0;       // By their outcome.
  std::uint64_t refused = 0;        // Before anything was published: 4xx and 503.
  std::uint64_t timed_out = 0;      // 504.
  std::uint64_t deferred = 0;       // 202.
  std::uint64_t late_outcomes = 0;  // Outcomes that found nobody waiting.
};

class Edge final : public http::Service {
 public:
  // `seats_max` requests wait on this shard; more are answered 503. Both must outlive the edge;
  // `shard` must outlive every append that the edge has made.
  Edge(std::size_t seats_max, Parts& parts, http::Shard& shard);

  Verdict admit(const http::Request& head) override;
  void serve(http::Request request, http::Exchange exchange) override;
  void abandon() override;

  // Answers those that wait here.
  void settle(std::vector<Reply> replies);

  // Takes what is served from now on; every request does so too.
  void look_at_serving();

  // Threads: any.
  Counts counts() const;
  const RequestDurations& durations() const { return durations_; }

 private:
  using Seat = WaitingTable::SeatNumber;

  Verdict admit_to_own(const http::Request& head);
  CredentialFields credential_fields() const;
  void take(http::Request request, Waiter waiter, const RouteTable::Match& match,
            const auth::Caller& caller);
  std::optional<http::Response> reserve(const AskedRequest& asked, const Route& route,
                                        const CallerTag& queuer, Waiter& waiter);
  void append(http::Request request, const AskedRequest& asked, const Route& route, Seat seat);
  struct Appending {
    RequestKey key;
    Seat seat = 0;
    bool runs_first = false;
    bool tells_success = false;
  };
  void appended(const Appending& appending, const Result<broker::Place>& place);
  void append_failed(const Appending& appending, const Fault& fault);
  void settle_one(const Reply& reply);
  void time_is_up(RequestId id, const Waiter& waiter);

  void refuse(http::Exchange exchange, http::Response response);
  enum class Answer { final, time_is_up };
  void answer(const Waiter& waiter, http::Response response, Answer kind = Answer::final);
  std::string location_of(RequestId id, const Waiter& waiter) const;
  Event event_of(http::Request request, const AskedRequest& asked, const Route& route);
  broker::Partition next_partition(const Route& route);

  Parts& parts_;
  http::Shard& shard_;
  SystemRandom random_;
  RequestIdSource ids_;
  WaitingTable waiting_;
  StatusResource status_;
  auth::TokenCache tokens_;
  std::shared_ptr<const Serving> serving_;
  std::uint64_t serving_version_ = 0;

  RequestDurations durations_;
  const std::uint64_t first_turn_;  // So that gateways do not go round in step.
  std::atomic<std::uint64_t> accepted_{0};
  std::atomic<std::uint64_t> answered_{0};
  std::atomic<std::uint64_t> refused_{0};
  std::atomic<std::uint64_t> timed_out_{0};
  std::atomic<std::uint64_t> deferred_{0};
  std::atomic<std::uint64_t> late_outcomes_{0};
};

}  // namespace boomerang::gateway
