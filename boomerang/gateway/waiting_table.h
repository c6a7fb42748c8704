#pragma once

// Who is still waiting for an answer, and until when.
//
// A request takes a seat before its event is appended, because the outcome can be back before
// append() returns. It leaves the seat exactly once: by leave(), by its deadline, or by
// leave_all(). The table lives in memory only. After a restart it is empty, so an outcome which
// finds nobody waiting is ordinary, not an error.
//
// Threads: none of its own; every call comes on the thread of the wheel.
// Bounds:  `seats_max` waiters. The next one is refused, never queued.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "boomerang/base/result.h"
#include "boomerang/base/sha256.h"
#include "boomerang/base/timer_wheel.h"
#include "boomerang/broker/broker.h"
#include "boomerang/event/request_id.h"
#include "boomerang/gateway/admission.h"
#include "boomerang/gateway/serving.h"
#include "boomerang/http/server.h"

namespace boomerang::gateway {

// What the client will hear when its time is up. Source: RFC 7240.
struct Patience {
  bool asynchronous = false;  // 202 rather than 504...
  bool at_once = false;       // ...as soon as the event is acknowledged.
  bool own_wait = false;      // The deadline is the client's, not the route's:
  std::chrono::seconds wait{};
  bool minimal = false;  // A success comes without its body.

  bool operator==(const Patience&) const = default;
};

struct Waiter {
  http::Exchange exchange;
  const Route* route = nullptr;
  std::shared_ptr<const Serving> serving = {};  // Keeps the route.
  Digest payload_hash{};
  bool chosen_id = false;   // By an idempotency key, so others may wait with the same id.
  bool runs_first = false;  // Of those with its id, as far as this gateway knows.
  Patience patience = {};
  broker::Offset position = 0;  // Of the reader of replies, before the event was appended.
  CallerTag caller = {};
  std::string origin = {};    // Of the web page that asks, if it is let in.
  Instant began{};            // When the request was complete.
  Admitted admitted = {};     // Among those that are admitted.
  bool acknowledged = false;  // The event is in the log.
};

class WaitingTable {
 public:
  using SeatNumber = std::uint64_t;

  // Told of a waiter whose deadline has passed and who has left. May call the table.
  using Expired = std::function<void(RequestId id, const Waiter& waiter)>;

  // `wheel` must outlive the table.
  WaitingTable(TimerWheel& wheel, std::size_t seats_max, Expired expired);

  // Takes a seat for `id` until `deadline`. Several may wait for one id. After a fault `waiter` is
  // as it was.
  //
  // Fails: busy  every seat is taken
  Result<SeatNumber> wait(RequestId id, Instant deadline, Waiter&& waiter);

  // The waiter who has the seat; none if it was left.
  Waiter* find(RequestId id, SeatNumber seat);

  // Gives up the seat, and tells whose it was. None if it was left.
  std::optional<Waiter> leave(RequestId id, SeatNumber seat);

  // Gives up the seats of all who wait for what became of `id` with this payload; without one, with
  // any. None when nobody waits there: the deadline won, the request is another gateway's, or the
  // outcome came twice.
  std::vector<Waiter> leave(RequestId id, const std::optional<Digest>& payload_hash);

  // Empties the table.
  std::vector<std::pair<RequestId, Waiter>> leave_all();

  std::size_t size() const { return seats_.size(); }

 private:
  struct Seat final : TimerWheel::Timer {
    Seat(WaitingTable& owner, RequestId seat_id, SeatNumber seat_number, Waiter seat_waiter)
        : table(owner), id(seat_id), number(seat_number), waiter(std::move(seat_waiter)) {}
    void expired() override;

    WaitingTable& table;
    const RequestId id;
    const SeatNumber number;
    Waiter waiter;
  };
  using Seats = std::unordered_multimap<RequestId, Seat>;

  Seats::iterator seat_of(RequestId id, SeatNumber number);

  TimerWheel& wheel_;
  const std::size_t seats_max_;
  const Expired expired_;
  Seats seats_;
  SeatNumber last_ = 0;
};

}  // namespace boomerang::gateway
