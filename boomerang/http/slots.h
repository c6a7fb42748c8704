#pragma once

#include <cstddef>
#include <vector>

#include "boomerang/http/answerer.h"
#include "boomerang/http/server.h"

namespace boomerang::http {

// Who waits for the answer to which exchange. An exchange is found until it is freed,
// and never again: its slot is used anew under another generation.
//
// Threads: one.
class Slots {
 public:
  Exchange take(Answerer& answerer);

  // Null if it has been freed, or was never taken here.
  Answerer* find(Exchange exchange) const;

  // Does nothing if find() finds nothing.
  void free(Exchange exchange);

  std::size_t taken() const { return slots_.size() - free_.size(); }

 private:
  struct Slot {
    std::uint32_t generation = 1;
    Answerer* answerer = nullptr;
  };

  std::vector<Slot> slots_;
  std::vector<std::uint32_t> free_;
};

}  // namespace boomerang::http
