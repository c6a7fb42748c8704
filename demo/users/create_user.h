#pragma once

// The handler: makes a user, unless the name is taken.
//
//   UserCreated     201  {"id": ..., "name": ...}
//   UserDuplicated  409  problem+json: the name is taken
//   UserRefused     400, 422  problem+json: no gateway lets such a body through, but a topic is
//                             open to other writers
//
// Both forms write the same rows and give the same outcomes. The second handles a batch in one
// statement, which is where the speed under load comes from.

#include <span>
#include <string>
#include <vector>

#include "boomerang/base/result.h"
#include "boomerang/event/event.h"
#include "boomerang/event/outcome.h"
#include "boomerang/store/store.h"

namespace users {

// Fails, both: as the transaction does; the worker then rolls back and tries again.
boomerang::Result<boomerang::Outcome> create_user(const boomerang::Event& event,
                                                  boomerang::store::Transaction& transaction);

// One outcome for each event, in their order. Of events with the same name the first wins.
// Bounds: 1000 events.
boomerang::Result<std::vector<boomerang::Outcome>> create_users(
    std::span<const boomerang::Event> events, boomerang::store::Transaction& transaction);

// The id of the user that the request makes. Derived, so that an attempt that is repeated after a
// rollback makes the same user; not the request id itself, because that one names the request:
// whoever may see a user need not be able to ask after the request.
std::string user_id(boomerang::RequestId request);

}  // namespace users
