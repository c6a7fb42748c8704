#pragma once

// Where a client comes back to that was answered before its outcome was there:
//
//   GET /requests/{ticket}
//
// While the outcome is not there: 200, {"state":"pending",...} and Retry-After. Then the answer
// that the first request would have had, with the same status, content type and bytes.
// X-Request-State says which of the two. `Prefer: wait=N` waits that long for the second, and
// `Accept: text/event-stream` is told of it (status_events.h). 404 for what was never issued, or
// issued to somebody else; 400, 401 or 503 if it was issued, and the credential that is shown does
// not tell to whom, as the route itself would answer; 410 once the log has dropped what could be
// the outcome. Source: RFC 7240, section 4.3, for the wait.
//
// `pending` is said only of what is expected here, or was looked for up to the end of the log. As
// long as that is not known it is 503 with Retry-After, and the search goes on meanwhile.
//
// Threads: its shard's.
// Bounds:  visits_max that wait; more are answered 503.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "boomerang/auth/token_cache.h"
#include "boomerang/base/timer_wheel.h"
#include "boomerang/gateway/callers.h"
#include "boomerang/gateway/parts.h"
#include "boomerang/http/server.h"

namespace boomerang::gateway {

class StatusResource {
 public:
  static constexpr std::string_view root = "/requests/";

  // Without a wait of the client's own: for the log to be looked into.
  static constexpr Duration look_wait = std::chrono::seconds(2);
  static constexpr Duration wait_max = std::chrono::seconds(60);
  // A client that listens for longer is to come again, as EventSource does by itself.
  static constexpr Duration stream_max = std::chrono::minutes(10);
  static constexpr Duration heartbeat_every = std::chrono::seconds(15);

  static constexpr std::size_t visits_max = 10'000;

  // All must outlive it. What is searched for may call back until the finder has been stopped.
  StatusResource(Parts& parts, http::Shard& shard) : parts_(parts), shard_(shard) {}

  // `path` begins with root. `callers` know who asks, and keep what they found out in `tokens`.
  void serve(const http::Request& request, http::Exchange exchange, const Callers& callers,
             auth::TokenCache& tokens);

  // Answers everybody with what is known.
  void abandon();

  // What goes with every answer at this place, also with those that are given elsewhere: nobody
  // keeps it, and it depends on these fields of the request.
  static void mark(http::Response& response);

 private:
  using Number = std::uint64_t;

  enum class Manner {
    looks,    // What is known now.
    waits,    // Until the outcome is there, or the time is up.
    listens,  // A stream that has not begun...
    hears,    // ...and one that has.
  };

  struct Visit final : TimerWheel::Timer {
    Visit(StatusResource& owner, Number visit_number) : resource(owner), number(visit_number) {}
    void expired() override { resource.time_is_up(*this); }

    StatusResource& resource;
    const Number number;
    http::Exchange exchange;
    OutcomeSearch sought;
    ticket::Mark route{};
    Manner manner = Manner::looks;
    bool is_pending = false;  // As far as is known; else nothing is known yet.
    std::string applied;      // For Preference-Applied.
    Headers cors;
    Instant ends{};
    std::optional<KnownRequests::Watcher> watcher;
    std::optional<OutcomeFinder::Handle> search;
  };

  std::optional<http::Response> refusal_of(const std::optional<ticket::Ticket>& ticket,
                                           const http::Request& request, const Callers& callers,
                                           auth::TokenCache& tokens) const;
  void read_manner(const http::Request& request, Visit& visit);
  void look(Visit& visit);
  bool watch(Visit& visit);
  void search(Visit& visit);
  void heard(Number number, SearchNews news, const SharedEnding& ending);
  void watched(Number number, const SharedEnding& ending);
  void time_is_up(Visit& visit);
  void not_there_yet(Visit& visit);
  void begin_stream(Visit& visit);
  void completed(Visit& visit, const Ending& ending);
  void end(Visit& visit, http::Response response);
  void forget(Visit& visit);
  http::Response response_of(const Visit& visit, const Ending& ending) const;

  Parts& parts_;
  http::Shard& shard_;
  Number last_ = 0;
  std::unordered_map<Number, std::unique_ptr<Visit>> visits_;
};

}  // namespace boomerang::gateway
