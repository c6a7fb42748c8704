#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <utility>

#include "boomerang/broker/broker.h"
#include "boomerang/gateway/admission.h"
#include "boomerang/gateway/known_requests.h"
#include "boomerang/gateway/outcome_finder.h"
#include "boomerang/gateway/serving.h"
#include "boomerang/ticket/ticket.h"

namespace boomerang::gateway {

// What all shards of a gateway share. Threads: any.
struct Parts {
  Parts(std::string the_source, ticket::TicketSeal the_seal, std::shared_ptr<const Serving> first,
        broker::Broker& the_broker)
      : source(std::move(the_source)),
        broker(the_broker),
        seal(std::move(the_seal)),
        serving(std::move(first)),
        finder(the_broker, known) {}

  const std::string source;  // For `ce_source`.
  broker::Broker& broker;
  const ticket::TicketSeal seal;
  CurrentServing serving;
  std::atomic<bool> hears_replies{true};  // Until a reader of replies ends by itself.
  KnownRequests known;
  Admission admission;
  OutcomeFinder finder;
};

}  // namespace boomerang::gateway
