#include "boomerang/worker/delivery.h"

#include <utility>

#include "boomerang/event/codec.h"

namespace boomerang::worker {

Delivery delivery_of(broker::Entry entry) {
  Delivery delivery;
  auto event = decode_event(*entry.record);
  if (event) {
    delivery.event = *std::move(event);
  } else {
    delivery.unreadable = event.fault();
    delivery.cause = event.fault().what;
    if (auto reply = decode_reply(*entry.record)) delivery.event.reply = *std::move(reply);
  }
  delivery.entry = std::move(entry);
  return delivery;
}

}  // namespace boomerang::worker
