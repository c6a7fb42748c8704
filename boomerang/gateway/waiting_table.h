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
#include <functional>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "boomerang/base/result.h"
#include "boomerang/base/timer_wheel.h"
#include "boomerang/event/request_id.h"
#include "boomerang/gateway/route.h"
#include "boomerang/http/server.h"

namespace boomerang::gateway {

struct Waiter {
  http::Exchange exchange;
  const Route* route = nullptr;
};

class WaitingTable {
 public:
  // Told of a waiter whose deadline has passed and who has left. May call the table.
  using Expired = std::function<void(RequestId id, const Waiter& waiter)>;

  // `wheel` must outlive the table.
  WaitingTable(TimerWheel& wheel, std::size_t seats_max, Expired expired);

  // Takes a seat for `id` until `deadline`.
  //
  // Fails: busy     every seat is taken
  //        invalid  `id` has a seat already
  Result<void> wait(RequestId id, Instant deadline, Waiter waiter);

  // Gives up the seat, and tells whose it was. None when nobody waits there: the deadline won, the
  // request is another gateway's, or the outcome came twice.
  std::optional<Waiter> leave(RequestId id);

  // Empties the table.
  std::vector<std::pair<RequestId, Waiter>> leave_all();

  std::size_t size() const { return seats_.size(); }

 private:
  struct Seat final : TimerWheel::Timer {
    Seat(WaitingTable& owner, RequestId seat_id, Waiter seat_waiter)
        : table(owner), id(seat_id), waiter(seat_waiter) {}
    void expired() override;

    WaitingTable& table;
    const RequestId id;
    const Waiter waiter;
  };

  TimerWheel& wheel_;
  const std::size_t seats_max_;
  const Expired expired_;
  std::unordered_map<RequestId, Seat> seats_;
};

}  // namespace boomerang::gateway
