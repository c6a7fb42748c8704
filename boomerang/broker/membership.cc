#include "boomerang/broker/membership.h"

#include <algorithm>

namespace boomerang::broker {

void Membership::grow(Partition partitions) {
  if (static_cast<std::size_t>(partitions) <= seats_.size()) return;
  seats_.resize(static_cast<std::size_t>(partitions));
  share_out();
}

Membership::Member Membership::join() {
  members_.push_back(++last_);
  share_out();
  return last_;
}

void Membership::leave(Member member) {
  std::erase(members_, member);
  for (auto& seat : seats_) {
    if (seat.owner == member) seat.owner = nobody;
  }
  share_out();
}

bool Membership::begin_read(Member member) {
  bool freed = false;
  for (auto& seat : seats_) {
    if (seat.owner != member || !seat.told) continue;
    seat.owner = nobody;
    seat.told = false;
    freed = true;
  }
  return freed;
}

bool Membership::has_change(Member member) const {
  return std::any_of(seats_.begin(), seats_.end(), [member](const Seat& seat) {
    const bool gain = seat.target == member && seat.owner == nobody;
    const bool loss = seat.owner == member && seat.target != member && !seat.told;
    return gain || loss;
  });
}

Membership::Change Membership::take_change(Member member) {
  Change change;
  for (std::size_t i = 0; i < seats_.size(); ++i) {
    auto& seat = seats_[i];
    if (seat.target == member && seat.owner == nobody) {
      seat.owner = member;
      seat.told = false;
      change.assigned.push_back(static_cast<Partition>(i));
    } else if (seat.owner == member && seat.target != member && !seat.told) {
      seat.told = true;
      change.revoked.push_back(static_cast<Partition>(i));
    }
  }
  return change;
}

bool Membership::owns(Member member, Partition partition) const {
  const auto index = static_cast<std::size_t>(partition);
  return partition >= 0 && index < seats_.size() && seats_[index].owner == member;
}

void Membership::share_out() {
  for (std::size_t i = 0; i < seats_.size(); ++i) {
    seats_[i].target = members_.empty() ? nobody : members_[i % members_.size()];
  }
}

}  // namespace boomerang::broker
