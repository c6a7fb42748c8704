#pragma once

// What an application writes: what to do about an event, and what became of it.

#include <functional>
#include <span>
#include <variant>
#include <vector>

#include "boomerang/base/result.h"
#include "boomerang/event/event.h"
#include "boomerang/event/outcome.h"
#include "boomerang/store/store.h"

namespace boomerang::worker {

// Acts on one event within the transaction, and says what became of it: `type`, `status`,
// `content_type`, `body` and `fields`. The worker fills in the rest. That the application refuses
// the request ("the name is taken") is an ordinary outcome, not a fault.
//
// The transaction is committed by the worker, together with the inbox row that keeps the event
// from being handled again. Until then everything can be undone: a handler runs again after any
// rollback, also when it succeeded itself, for example because a neighbor in its batch did not.
// So it must change nothing outside the transaction, unless doing so twice is as good as once.
//
// Fails: invalid  the event can never be handled: it becomes a dead letter at once
//        others   it is tried again later, up to RetryPolicy::attempts_max times
// An exception counts as `unknown`. What the store could not do for its own reasons (a lock, a
// lost connection) is not the event's fault: the batch is tried again, and no attempt is counted.
// An outcome that must not reach an HTTP response (a status outside 200 to 599, a field with a
// control character) or has a type of the worker's own (event/outcome.h) is a failed attempt.
//
// Threads: the worker's, one call at a time. While it runs, the whole batch waits.
using Handler = std::function<Result<Outcome>(const Event&, store::Transaction&)>;

// The same for many events at once, for statements that act on many rows. Outcome i answers event
// i; another number of outcomes is a failed attempt. Events are in log order, each request once.
// After a fault the set is undone, and each of its events is handled again as a set of one, so
// that the bad one fails alone.
using SetHandler =
    std::function<Result<std::vector<Outcome>>(std::span<const Event>, store::Transaction&)>;

using AnyHandler = std::variant<Handler, SetHandler>;

}  // namespace boomerang::worker
