#include "boomerang/http/slots.h"

namespace boomerang::http {

Exchange Slots::take(Answerer& answerer) {
  if (free_.empty()) {
    free_.push_back(static_cast<std::uint32_t>(slots_.size()));
    slots_.emplace_back();
  }
  const std::uint32_t index = free_.back();
  free_.pop_back();
  slots_[index].answerer = &answerer;
  return {index, slots_[index].generation};
}

Answerer* Slots::find(Exchange exchange) const {
  if (exchange.slot >= slots_.size()) return nullptr;
  const Slot& slot = slots_[exchange.slot];
  return slot.generation == exchange.generation ? slot.answerer : nullptr;
}

void Slots::free(Exchange exchange) {
  if (find(exchange) == nullptr) return;
  slots_[exchange.slot].answerer = nullptr;
  ++slots_[exchange.slot].generation;
  free_.push_back(exchange.slot);
}

}  // namespace boomerang::http
