#include "boomerang/worker/batch.h"

#include <algorithm>
#include <exception>
#include <memory>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "boomerang/base/kill_point.h"
#include "boomerang/event/codec.h"
#include "boomerang/worker/guarded_transaction.h"
#include "boomerang/worker/inbox.h"
#include "boomerang/worker/refusal.h"

namespace boomerang::worker {
namespace {

constexpr std::string_view mark = "boomerang_event";

// An exception is the handler's own fault like any other.
template <typename Call>
auto shielded(Call call) -> decltype(call()) {
  try {
    return call();
  } catch (const std::exception& error) {
    return Fault{FaultKind::unknown, std::string("exception: ") + error.what()};
  } catch (...) {
    return Fault{FaultKind::unknown, "exception of an unknown type"};
  }
}

// How the events that are new are handled.
enum class Way {
  alone,     // The only one, without a savepoint: if it fails, all there is is undone.
  together,  // Without savepoints. If one fails, all must be undone.
  each,      // Each with a savepoint: one that fails is undone alone.
};

// One try at a batch, in one transaction.
class Try {
 public:
  // `failure` is that of an earlier try, if the only event failed there: it is not handled again.
  Try(const AnyHandler& handler, const BatchOptions& options, WallTime now,
      std::span<Delivery> deliveries, std::optional<Fault> failure)
      : handler_(handler),
        options_(options),
        now_(now),
        deliveries_(deliveries),
        failure_(std::move(failure)),
        decisions_(deliveries.size()) {}

  // Begins a transaction, answers what needs no handler, and notes what does.
  Result<void> begin(store::Session& session);

  // Fails: invalid  an event failed, and all must be undone; not with Way::each
  //        others   the store's trouble
  Result<void> handle(Way way);

  // Why the only event failed.
  const std::optional<Fault>& failure() const { return failure_; }

  // Answers the later deliveries of a request that came more than once, adds the rows, commits.
  Result<void> finish();

  std::vector<Decision> take() && { return std::move(decisions_); }

 private:
  Result<void> handle_alone();
  Result<void> handle_together();
  Result<void> handle_each();
  Result<void> answer_known(std::size_t index, const store::InboxRow& row);
  void answer_unreadable(std::size_t index);
  Result<void> answer_repeat(std::size_t index, std::size_t first);
  void refuse_mismatch(std::size_t index);

  Result<void> handle_one(std::size_t index);
  Result<Result<Record>> outcome_of(std::size_t index);
  Result<std::vector<Outcome>> call(std::span<const Event> events, store::Transaction& inside);
  Result<Record> handled(Outcome outcome, const Delivery& delivery) const;
  Result<Record> record_of(Outcome outcome, const Event& event, int attempts) const;
  void accept(std::size_t index, Record outcome);
  void fail(std::size_t index, const Fault& fault);

  const AnyHandler& handler_;
  const BatchOptions& options_;
  const WallTime now_;
  const std::span<Delivery> deliveries_;
  std::unique_ptr<store::Transaction> transaction_;
  std::optional<Fault> failure_;

  std::vector<Decision> decisions_;
  std::vector<std::size_t> fresh_;  // For the handler, in log order.
  std::unordered_map<RequestId, std::size_t> first_;
  std::vector<std::size_t> repeats_;  // Requests that came before in this batch.
  std::unordered_map<RequestId, store::InboxRow> known_;
  std::unordered_set<std::string_view> stuck_;  // Keys of which an event failed.
  std::vector<store::InboxRow> rows_;           // To be added.
};

Result<void> Try::begin(store::Session& session) {
  std::vector<std::array<std::uint8_t, 16>> ids;
  ids.reserve(deliveries_.size());
  first_.reserve(deliveries_.size());
  for (std::size_t i = 0; i < deliveries_.size(); ++i) {
    if (deliveries_[i].unreadable) {
      answer_unreadable(i);
    } else if (first_.try_emplace(deliveries_[i].event.id, i).second) {
      ids.push_back(to_bytes(deliveries_[i].event.id));
    } else {
      repeats_.push_back(i);
    }
  }
  auto begun = session.begin_and_find(ids);
  if (!begun) return begun.fault();
  transaction_ = std::move(begun->transaction);
  for (store::InboxRow& row : begun->found) known_.emplace(request_id(row), std::move(row));
  for (std::size_t i = 0; i < deliveries_.size(); ++i) {
    const Delivery& delivery = deliveries_[i];
    if (delivery.unreadable || first_.at(delivery.event.id) != i) continue;
    const auto row = known_.find(delivery.event.id);
    if (row == known_.end()) {
      fresh_.push_back(i);
    } else if (auto answered = answer_known(i, row->second); !answered) {
      return answered;
    }
  }
  return {};
}

Result<void> Try::answer_known(std::size_t index, const store::InboxRow& row) {
  const Delivery& delivery = deliveries_[index];
  if (row.payload_hash != delivery.event.payload_hash) {
    refuse_mismatch(index);
    return {};
  }
  auto outcome = stored_outcome(row, delivery.key());
  if (!outcome) return outcome.fault();
  decisions_[index] = {End::replayed, *std::move(outcome)};
  return {};
}

// Its time is that of the entry, so that the same delivery always gives the same bytes.
void Try::answer_unreadable(std::size_t index) {
  const Delivery& delivery = deliveries_[index];
  Decision& decision = decisions_[index];
  decision.end = End::unreadable;
  const auto id = decode_correlation(*delivery.entry.record);
  if (!id) return;
  Outcome outcome = failed_outcome(*id);
  outcome.request_id = *id;
  outcome.key = delivery.key();
  outcome.source = options_.source;
  outcome.time = delivery.entry.time;
  outcome.attempts = 0;
  decision.outcome = encode(outcome);
}

void Try::refuse_mismatch(std::size_t index) {
  const Delivery& delivery = deliveries_[index];
  Outcome outcome = mismatch_outcome(delivery.event.id);
  outcome.request_id = delivery.event.id;
  outcome.key = delivery.key();
  outcome.source = options_.source;
  outcome.time = delivery.entry.time;
  outcome.attempts = 0;
  outcome.trace_parent = delivery.event.trace_parent;
  outcome.payload_hash = delivery.event.payload_hash;
  decisions_[index] = {End::mismatched, encode(outcome)};
}

Result<void> Try::answer_repeat(std::size_t index, std::size_t first) {
  const Event& event = deliveries_[index].event;
  if (const auto row = known_.find(event.id); row != known_.end()) {
    return answer_known(index, row->second);
  }
  const Decision& decision = decisions_[first];
  if (!decision.outcome) {
    decisions_[index].end = End::waits;
  } else if (deliveries_[first].event.payload_hash != event.payload_hash) {
    refuse_mismatch(index);
  } else {
    decisions_[index] = {End::replayed, decision.outcome};
    decisions_[index].outcome->key = deliveries_[index].key();
  }
  return {};
}

Result<std::vector<Outcome>> Try::call(std::span<const Event> events, store::Transaction& inside) {
  if (const auto* set_handler = std::get_if<SetHandler>(&handler_)) {
    auto outcomes = shielded([&] { return (*set_handler)(events, inside); });
    if (outcomes && outcomes->size() != events.size()) {
      return Fault{FaultKind::unknown, "the handler gave " + std::to_string(outcomes->size()) +
                                           " outcomes for " + std::to_string(events.size()) +
                                           " events"};
    }
    return outcomes;
  }
  std::vector<Outcome> outcomes;
  outcomes.reserve(events.size());
  for (const Event& event : events) {
    auto outcome = shielded([&] { return std::get<Handler>(handler_)(event, inside); });
    if (!outcome) return outcome.fault();
    outcomes.push_back(*std::move(outcome));
  }
  return outcomes;
}

// The handler's outcome. Two types have a meaning that only the worker can give them.
Result<Record> Try::handled(Outcome outcome, const Delivery& delivery) const {
  if (outcome.type == failed_type || outcome.type == mismatch_type) {
    return Fault{FaultKind::unknown, "an outcome of the worker's own type " + outcome.type};
  }
  return record_of(std::move(outcome), delivery.event, delivery.attempts + 1);
}

// Whatever a gateway would refuse to read, or a broker to take, must not be committed.
Result<Record> Try::record_of(Outcome outcome, const Event& event, int attempts) const {
  outcome.request_id = event.id;
  outcome.key = event.key;
  outcome.source = options_.source;
  outcome.time = now_;
  outcome.attempts = attempts;
  outcome.trace_parent = event.trace_parent;
  outcome.payload_hash = event.payload_hash;
  put_equal_names_together(outcome.fields);
  Record record = encode(outcome);
  if (outcome.type.empty()) return Fault{FaultKind::unknown, "an outcome without a type"};
  if (const auto read = decode_outcome(record); !read) {
    return Fault{FaultKind::unknown, "not an outcome: " + read.fault().what};
  }
  if (bytes_of(record) > options_.outcome_bytes_max) {
    return Fault{FaultKind::unknown, "an outcome of " + std::to_string(bytes_of(record)) +
                                         " bytes; at most " +
                                         std::to_string(options_.outcome_bytes_max)};
  }
  return record;
}

void Try::accept(std::size_t index, Record outcome) {
  rows_.push_back(inbox_row(deliveries_[index].event, outcome, now_));
  decisions_[index] = {End::handled, std::move(outcome)};
}

void Try::fail(std::size_t index, const Fault& fault) {
  const Delivery& delivery = deliveries_[index];
  const int attempts = delivery.attempts + 1;
  if (verdict(options_.retry, fault.kind, attempts) == Verdict::retry) {
    stuck_.insert(delivery.key());
    decisions_[index] = {End::failed, std::nullopt, fault.what};
    return;
  }
  auto outcome = record_of(failed_outcome(delivery.event.id), delivery.event, attempts);
  check(static_cast<bool>(outcome), "the worker's own outcome is one");
  rows_.push_back(inbox_row(delivery.event, *outcome, now_));
  decisions_[index] = {End::given_up, *std::move(outcome), fault.what};
}

Result<void> Try::handle(Way way) {
  switch (way) {
    case Way::alone:
      return handle_alone();
    case Way::together:
      return handle_together();
    case Way::each:
      break;
  }
  return handle_each();
}

Result<void> Try::handle_alone() {
  check(fresh_.size() <= 1, "an event that is alone has no neighbor");
  if (fresh_.empty()) return {};
  auto outcome = outcome_of(fresh_.front());
  if (!outcome) return outcome.fault();
  if (*outcome) {
    accept(fresh_.front(), **std::move(outcome));
    return {};
  }
  failure_ = outcome->fault();
  return Fault{FaultKind::invalid, failure_->what};
}

Result<void> Try::handle_together() {
  std::vector<Event> events;
  events.reserve(fresh_.size());
  for (const std::size_t i : fresh_) events.push_back(std::move(deliveries_[i].event));
  GuardedTransaction guard(*transaction_);
  auto outcomes = events.empty() ? std::vector<Outcome>() : call(events, guard);
  for (std::size_t i = 0; i < fresh_.size(); ++i) {
    deliveries_[fresh_[i]].event = std::move(events[i]);
  }
  if (guard.trouble()) return *guard.trouble();
  if (!outcomes) return Fault{FaultKind::invalid, outcomes.fault().what};
  for (std::size_t i = 0; i < fresh_.size(); ++i) {
    const Delivery& delivery = deliveries_[fresh_[i]];
    auto outcome = handled(std::move((*outcomes)[i]), delivery);
    if (!outcome) return Fault{FaultKind::invalid, outcome.fault().what};
    accept(fresh_[i], *std::move(outcome));
  }
  return {};
}

// What the handler makes of one event.
// Fails: the store's trouble
Result<Result<Record>> Try::outcome_of(std::size_t index) {
  const Delivery& delivery = deliveries_[index];
  GuardedTransaction guard(*transaction_);
  auto outcomes = call({&delivery.event, 1}, guard);
  if (guard.trouble()) return *guard.trouble();
  if (!outcomes) return Result<Record>(outcomes.fault());
  return handled(std::move(outcomes->front()), delivery);
}

Result<void> Try::handle_each() {
  for (const std::size_t i : fresh_) {
    if (stuck_.contains(deliveries_[i].key())) continue;
    if (failure_) {
      fail(i, *failure_);
    } else if (auto done = handle_one(i); !done) {
      return done;
    }
  }
  return {};
}

Result<void> Try::handle_one(std::size_t index) {
  if (auto marked = transaction_->savepoint(mark); !marked) return marked;
  auto one = outcome_of(index);
  if (!one) return one.fault();
  Result<Record>& outcome = *one;
  if (outcome) {
    const auto released = transaction_->release(mark);
    if (released) {
      accept(index, *std::move(outcome));
      return {};
    }
    // A statement failed without the handler saying so, where the database minds.
    if (released.fault().kind != FaultKind::invalid) return released;
    outcome = released.fault();
  }
  if (auto undone = transaction_->rollback_to(mark); !undone) return undone;
  if (auto released = transaction_->release(mark); !released) return released;
  fail(index, outcome.fault());
  return {};
}

Result<void> Try::finish() {
  for (const std::size_t i : repeats_) {
    const std::size_t first = first_.at(deliveries_[i].event.id);
    if (auto answered = answer_repeat(i, first); !answered) return answered;
  }
  BOOMERANG_KILL_POINT("worker.before_commit");
  if (auto committed = transaction_->inbox_add_and_commit(rows_); !committed) return committed;
  BOOMERANG_KILL_POINT("worker.after_commit");
  return {};
}

}  // namespace

Batch::Batch(store::Session& session, store::BatchStyle style, AnyHandler handler,
             BatchOptions options, const Clock& clock)
    : session_(session),
      style_(style),
      handler_(std::move(handler)),
      options_(std::move(options)),
      clock_(clock) {}

// One event is undone by undoing all, so that savepoints are for batches only.
Result<std::vector<Decision>> Batch::run(std::span<Delivery> deliveries) {
  const bool optimistic = style_ == store::BatchStyle::optimistic;
  const bool set_wise = std::holds_alternative<SetHandler>(handler_);
  Way way = Way::each;
  if (optimistic && deliveries.size() == 1) way = Way::alone;
  if (deliveries.size() > 1 && (optimistic || set_wise)) way = Way::together;
  std::optional<Fault> failure;
  for (;;) {
    Try attempt(handler_, options_, clock_.wall(), deliveries, failure);
    auto done = attempt.begin(session_);
    if (done) done = attempt.handle(way);
    if (done) done = attempt.finish();
    if (done) return std::move(attempt).take();
    if (way == Way::each || done.fault().kind != FaultKind::invalid) return done.fault();
    failure = attempt.failure();
    way = Way::each;
  }
}

}  // namespace boomerang::worker
