#include "boomerang/worker/batch.h"

#include <algorithm>
#include <exception>
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

// One try at a batch, in one transaction.
class Try {
 public:
  Try(store::Transaction& transaction, const AnyHandler& handler, const BatchOptions& options,
      WallTime now, std::span<Delivery> deliveries)
      : transaction_(transaction),
        handler_(handler),
        options_(options),
        now_(now),
        deliveries_(deliveries),
        decisions_(deliveries.size()) {}

  // Answers what needs no handler, and notes what does.
  Result<void> look_up();

  // Handles what is new, without savepoints. Any fault means that all of it must be undone.
  // Fails: invalid  an event failed
  //        others   the store's trouble
  Result<void> handle_together();

  // Handles what is new, each with a savepoint: an event that fails is undone alone.
  // Fails: the store's trouble
  Result<void> handle_each();

  // Answers the later deliveries of a request that came more than once, adds the rows, commits.
  Result<void> finish();

  std::vector<Decision> take() && { return std::move(decisions_); }

 private:
  Result<void> look_up_rows(std::span<const std::array<std::uint8_t, 16>> ids);
  Result<void> answer_known(std::size_t index, const store::InboxRow& row);
  void answer_unreadable(std::size_t index);
  Result<void> answer_repeat(std::size_t index, std::size_t first);
  void refuse_mismatch(std::size_t index);

  Result<void> handle_one(std::size_t index);
  Result<std::vector<Outcome>> call(std::span<const Event> events, store::Transaction& inside);
  Result<Record> handled(Outcome outcome, const Delivery& delivery) const;
  Result<Record> record_of(Outcome outcome, const Event& event, int attempts) const;
  void accept(std::size_t index, Record outcome);
  void fail(std::size_t index, const Fault& fault);

  store::Transaction& transaction_;
  const AnyHandler& handler_;
  const BatchOptions& options_;
  const WallTime now_;
  const std::span<Delivery> deliveries_;

  std::vector<Decision> decisions_;
  std::vector<std::size_t> fresh_;  // For the handler, in log order.
  std::unordered_map<RequestId, std::size_t> first_;
  std::vector<std::size_t> repeats_;  // Requests that came before in this batch.
  std::unordered_map<RequestId, store::InboxRow> known_;
  std::unordered_set<std::string_view> stuck_;  // Keys of which an event failed.
  std::vector<store::InboxRow> rows_;           // To be added.
};

Result<void> Try::look_up() {
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
  if (auto found = look_up_rows(ids); !found) return found;
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

Result<void> Try::look_up_rows(std::span<const std::array<std::uint8_t, 16>> ids) {
  auto rows = transaction_.inbox_find(ids);
  if (!rows) return rows.fault();
  for (store::InboxRow& row : *rows) known_.emplace(request_id(row), std::move(row));
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

Result<void> Try::handle_together() {
  std::vector<Event> events;
  events.reserve(fresh_.size());
  for (const std::size_t i : fresh_) events.push_back(std::move(deliveries_[i].event));
  GuardedTransaction guard(transaction_);
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

Result<void> Try::handle_each() {
  for (const std::size_t i : fresh_) {
    if (stuck_.contains(deliveries_[i].key())) continue;
    if (auto done = handle_one(i); !done) return done;
  }
  return {};
}

Result<void> Try::handle_one(std::size_t index) {
  const Delivery& delivery = deliveries_[index];
  if (auto marked = transaction_.savepoint(mark); !marked) return marked;
  GuardedTransaction guard(transaction_);
  auto outcomes = call({&delivery.event, 1}, guard);
  if (guard.trouble()) return *guard.trouble();
  Result<Record> outcome =
      outcomes ? handled(std::move(outcomes->front()), delivery) : Result<Record>(outcomes.fault());
  if (outcome) {
    const auto released = transaction_.release(mark);
    if (released) {
      accept(index, *std::move(outcome));
      return {};
    }
    // A statement failed without the handler saying so, where the database minds.
    if (released.fault().kind != FaultKind::invalid) return released;
    outcome = released.fault();
  }
  if (auto undone = transaction_.rollback_to(mark); !undone) return undone;
  if (auto released = transaction_.release(mark); !released) return released;
  fail(index, outcome.fault());
  return {};
}

Result<void> Try::finish() {
  for (const std::size_t i : repeats_) {
    const std::size_t first = first_.at(deliveries_[i].event.id);
    if (auto answered = answer_repeat(i, first); !answered) return answered;
  }
  if (!rows_.empty()) {
    if (auto added = transaction_.inbox_add(rows_); !added) return added;
  }
  BOOMERANG_KILL_POINT("worker.before_commit");
  if (auto committed = transaction_.commit(); !committed) return committed;
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

Result<std::vector<Decision>> Batch::run(std::span<Delivery> deliveries) {
  const bool set_wise = std::holds_alternative<SetHandler>(handler_);
  bool together = deliveries.size() > 1 && (set_wise || style_ == store::BatchStyle::optimistic);
  for (;;) {
    const auto transaction = session_.begin();
    if (!transaction) return transaction.fault();
    Try attempt(**transaction, handler_, options_, clock_.wall(), deliveries);
    auto done = attempt.look_up();
    if (done) done = together ? attempt.handle_together() : attempt.handle_each();
    if (done) done = attempt.finish();
    if (done) return std::move(attempt).take();
    if (!together || done.fault().kind != FaultKind::invalid) return done.fault();
    together = false;
  }
}

}  // namespace boomerang::worker
