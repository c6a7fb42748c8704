#include "boomerang/gateway/waiting_table.h"

#include <tuple>

#include "boomerang/base/check.h"

namespace boomerang::gateway {

WaitingTable::WaitingTable(TimerWheel& wheel, std::size_t seats_max, Expired expired)
    : wheel_(wheel), seats_max_(seats_max), expired_(std::move(expired)) {}

Result<WaitingTable::SeatNumber> WaitingTable::wait(RequestId id, Instant deadline,
                                                    Waiter&& waiter) {
  if (seats_.size() >= seats_max_) return Fault{FaultKind::busy, "every seat is taken"};
  const auto seat = seats_.emplace(std::piecewise_construct, std::forward_as_tuple(id),
                                   std::forward_as_tuple(*this, id, ++last_, std::move(waiter)));
  wheel_.arm(seat->second, deadline);
  return last_;
}

WaitingTable::Seats::iterator WaitingTable::seat_of(RequestId id, SeatNumber number) {
  const auto [first, last] = seats_.equal_range(id);
  for (auto seat = first; seat != last; ++seat) {
    if (seat->second.number == number) return seat;
  }
  return seats_.end();
}

Waiter* WaitingTable::find(RequestId id, SeatNumber seat) {
  const auto found = seat_of(id, seat);
  return found == seats_.end() ? nullptr : &found->second.waiter;
}

std::optional<Waiter> WaitingTable::leave(RequestId id, SeatNumber seat) {
  const auto found = seat_of(id, seat);
  if (found == seats_.end()) return std::nullopt;
  std::optional<Waiter> waiter(std::move(found->second.waiter));
  seats_.erase(found);
  return waiter;
}

std::vector<Waiter> WaitingTable::leave(RequestId id, const std::optional<Digest>& payload_hash) {
  std::vector<Waiter> left;
  auto [seat, last] = seats_.equal_range(id);
  while (seat != last) {
    Waiter& waiter = seat->second.waiter;
    if (payload_hash && *payload_hash != waiter.payload_hash) {
      ++seat;
      continue;
    }
    left.push_back(std::move(waiter));
    seat = seats_.erase(seat);
  }
  return left;
}

std::vector<std::pair<RequestId, Waiter>> WaitingTable::leave_all() {
  std::vector<std::pair<RequestId, Waiter>> left;
  left.reserve(seats_.size());
  for (auto& [id, seat] : seats_) left.emplace_back(id, std::move(seat.waiter));
  seats_.clear();
  return left;
}

void WaitingTable::Seat::expired() {
  // Leaving destroys this seat.
  WaitingTable& owner = table;
  const RequestId request_id = id;
  const auto left = owner.leave(request_id, number);
  check(left.has_value(), "an expired seat is in its table");
  owner.expired_(request_id, *left);
}

}  // namespace boomerang::gateway
