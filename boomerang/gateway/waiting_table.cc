#include "boomerang/gateway/waiting_table.h"

namespace boomerang::gateway {

WaitingTable::WaitingTable(TimerWheel& wheel, std::size_t seats_max, Expired expired)
    : wheel_(wheel), seats_max_(seats_max), expired_(std::move(expired)) {}

Result<void> WaitingTable::wait(RequestId id, Instant deadline, Waiter waiter) {
  if (seats_.size() >= seats_max_) return Fault{FaultKind::busy, "every seat is taken"};
  const auto [seat, added] = seats_.try_emplace(id, *this, id, waiter);
  if (!added) return Fault{FaultKind::invalid, "the id is already waiting"};
  wheel_.arm(seat->second, deadline);
  return {};
}

std::optional<Waiter> WaitingTable::leave(RequestId id) {
  const auto seat = seats_.find(id);
  if (seat == seats_.end()) return std::nullopt;
  const Waiter waiter = seat->second.waiter;
  seats_.erase(seat);
  return waiter;
}

std::vector<std::pair<RequestId, Waiter>> WaitingTable::leave_all() {
  std::vector<std::pair<RequestId, Waiter>> left;
  left.reserve(seats_.size());
  for (const auto& [id, seat] : seats_) left.emplace_back(id, seat.waiter);
  seats_.clear();
  return left;
}

void WaitingTable::Seat::expired() {
  // Leaving destroys this seat.
  WaitingTable& owner = table;
  const RequestId request_id = id;
  const auto left = owner.leave(request_id);
  check(left.has_value(), "an expired seat is in its table");
  owner.expired_(request_id, *left);
}

}  // namespace boomerang::gateway
