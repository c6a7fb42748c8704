#pragma once

// Which member of a group reads which partition, for brokers that live in one process.
//
// A partition that is taken from a member stays with it until its next read, so that no two
// members ever have it at once: see Batch in broker.h.
//
// Threads: none of its own; the broker's lock.

#include <cstdint>
#include <vector>

#include "boomerang/broker/broker.h"

namespace boomerang::broker {

class Membership {
 public:
  using Member = std::uint64_t;

  struct Change {
    std::vector<Partition> assigned;
    std::vector<Partition> revoked;
  };

  // Partitions from 0 to before `partitions` are shared out from now on; never fewer.
  void grow(Partition partitions);

  Member join();
  void leave(Member member);

  // The member begins a read, and so has done with what it was told is revoked. True when that
  // set a partition free, for which another member may be waiting.
  bool begin_read(Member member);

  // What the member has not been told yet.
  bool has_change(Member member) const;
  Change take_change(Member member);

  bool owns(Member member, Partition partition) const;

 private:
  static constexpr Member nobody = 0;

  struct Seat {
    Member owner = nobody;   // Who reads it now.
    Member target = nobody;  // Who is to read it.
    bool told = false;       // The owner knows that it must go.
  };

  void share_out();

  std::vector<Seat> seats_;
  std::vector<Member> members_;
  Member last_ = nobody;
};

}  // namespace boomerang::broker
