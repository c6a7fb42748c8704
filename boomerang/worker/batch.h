#pragma once

// Decides a batch of events in one transaction: which are known, what the handler makes of the
// others, and the inbox rows that keep them from being handled again. Effects and rows are
// committed together, so a request has at most one effect, whatever crashes.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "boomerang/base/clock.h"
#include "boomerang/base/result.h"
#include "boomerang/event/record.h"
#include "boomerang/store/store.h"
#include "boomerang/worker/delivery.h"
#include "boomerang/worker/handler.h"
#include "boomerang/worker/retry.h"

namespace boomerang::worker {

enum class End {
  handled,     // The handler's outcome.
  replayed,    // The outcome of an earlier delivery, from the inbox.
  mismatched,  // The id is another payload's: refused, nothing stored.
  given_up,    // The last attempt failed: a failed outcome, and a dead letter.
  unreadable,  // No event: a dead letter, and a failed outcome if it can be addressed.
  failed,      // The attempt failed; another one comes later.
  waits,       // An earlier event of the same key, or of the same request, failed.
};

struct Decision {
  End end = End::waits;
  std::optional<Record> outcome = {};
  std::string cause = {};  // Of `failed` and `given_up`.
};

struct BatchOptions {
  std::string source;  // Which worker: `ce_source` of the outcomes.
  RetryPolicy retry = {};
  std::size_t outcome_bytes_max = 900 * 1024;  // What brokers take as one record.
};

// Threads: one at a time.
class Batch {
 public:
  // `session` and `clock` must outlive the batch.
  Batch(store::Session& session, store::BatchStyle style, AnyHandler handler, BatchOptions options,
        const Clock& clock);

  // Decision i is for delivery i; it holds once this returns, also after a power cut. The handler
  // sees the events in order, and none whose key has failed before it.
  //
  // Fails: busy, unknown, corrupt  the store's trouble, and nothing is decided: run the same
  //                                deliveries again later. After `unknown` the inbox tells.
  // Bounds: 1000 deliveries.
  Result<std::vector<Decision>> run(std::span<Delivery> deliveries);

 private:
  store::Session& session_;
  const store::BatchStyle style_;
  const AnyHandler handler_;
  const BatchOptions options_;
  const Clock& clock_;
};

}  // namespace boomerang::worker
