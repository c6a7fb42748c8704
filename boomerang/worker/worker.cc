#include "boomerang/worker/worker.h"

#include <algorithm>
#include <utility>

#include "boomerang/base/kill_point.h"
#include "boomerang/base/log.h"
#include "boomerang/base/thread.h"

namespace boomerang::worker {
namespace {

using namespace std::chrono_literals;

constexpr Duration idle_wait = 50ms;   // For the first event; retries may come due meanwhile.
constexpr Duration drain_step = 10ms;  // Between looks at what is acknowledged.
constexpr Duration prune_every = 1min;
constexpr std::int64_t prune_rows = 1000;

Fault invalid(std::string what) { return {FaultKind::invalid, std::move(what)}; }

// Gives the partitions of the outcomes topic.
Result<broker::Partition> check_topics(const Options& options, broker::Broker& broker) {
  const auto topics = broker.topics();
  if (!topics) return topics.fault();
  broker::Partition outcomes_partitions = 0;
  for (const auto& name : {options.topic, options.outcomes_topic, options.dead_letters_topic}) {
    const auto found = std::find_if(topics->begin(), topics->end(),
                                    [&](const auto& topic) { return topic.name == name; });
    if (found == topics->end()) return invalid("there is no topic " + name);
    if (name == options.outcomes_topic) outcomes_partitions = found->partitions;
    if (name == options.topic && found->retention.age_max >= options.inbox_age_max) {
      return invalid("the inbox would forget requests while topic " + name + " still has them");
    }
  }
  return outcomes_partitions;
}

Result<void> check_bounds(const Options& options) {
  if (options.batch_max < 1 || options.batch_max > 1000) return invalid("batch_max: 1 to 1000");
  if (options.retry.attempts_max < 1) return invalid("attempts_max: at least 1");
  if (options.retry.delay_min < 0s || options.retry.delay_max < options.retry.delay_min) {
    return invalid("delay_min must not be negative or over delay_max");
  }
  if (options.parked_max < 1 || options.unsettled_max < 1 || options.window_max < 1) {
    return invalid("parked_max, unsettled_max, window_max: at least 1");
  }
  return {};
}

}  // namespace

Result<std::unique_ptr<Worker>> Worker::open(Options options, AnyHandler handler,
                                             broker::Broker& broker, store::Store& store,
                                             const Clock& clock, Random& random) {
  if (auto good = check_bounds(options); !good) return good.fault();
  const auto outcomes_partitions = check_topics(options, broker);
  if (!outcomes_partitions) return outcomes_partitions.fault();
  auto session = store.connect();
  if (!session) return session.fault();
  auto consumer = broker.join(options.group, options.topic);
  if (!consumer) return consumer.fault();
  PublisherOptions publisher{options.topic, options.outcomes_topic, options.dead_letters_topic,
                             *outcomes_partitions, options.outcome_wait};
  return std::unique_ptr<Worker>(
      new Worker(std::move(options), std::move(publisher), std::move(handler), broker,
                 *std::move(consumer), *std::move(session), store.batch_style(), clock, random));
}

Worker::Worker(Options options, PublisherOptions publisher, AnyHandler handler,
               broker::Broker& broker, std::unique_ptr<broker::Consumer> consumer,
               std::unique_ptr<store::Session> session, store::BatchStyle style, const Clock& clock,
               Random& random)
    : options_(std::move(options)),
      clock_(clock),
      random_(random),
      consumer_(std::move(consumer)),
      session_(std::move(session)),
      batch_(*session_, style, std::move(handler),
             BatchOptions{.source = options_.source, .retry = options_.retry}, clock),
      publisher_(std::move(publisher), broker, clock) {}

Worker::~Worker() { stop(); }

void Worker::start() {
  check(!thread_.joinable() && !stopping_, "a worker is started once");
  running_ = true;
  thread_ = start_thread("worker", [this] { run(); });
}

void Worker::stop() {
  stopping_ = true;
  consumer_->interrupt();
  publisher_.interrupt();
  if (thread_.joinable()) thread_.join();
}

void Worker::run() {
  while (!stopping_) {
    const auto done = step(idle_wait);
    if (done) continue;
    if (!stopping_) {
      log::error("worker ends", {{"topic", options_.topic},
                                 {"kind", name_of(done.fault().kind)},
                                 {"error", done.fault().what}});
    }
    break;
  }
  drain();
  running_ = false;
}

// Nothing new is read. What could not be acknowledged in time is delivered again.
void Worker::drain() {
  publisher_.append_waiting();
  for (Duration waited{0}; publisher_.open() > 0 && waited < options_.stop_wait;
       waited += drain_step) {
    settle();
    if (publisher_.open() > 0) publisher_.wait(drain_step);
  }
  settle();
  commit_offsets();
}

Result<void> Worker::step(Duration wait) {
  settle();
  if (ready_.empty()) {
    ready_ = parked_.take_due(clock_.now(), options_.batch_max);
    if (has_room()) {
      if (auto done = read(ready_.empty() ? limited(wait) : 0ms); !done) return done;
    } else if (ready_.empty()) {
      commit_offsets();
      publisher_.wait(limited(wait));
    }
    if (ready_.empty()) prune();
  } else if (clock_.now() < not_before_) {
    publisher_.wait(limited(std::min(wait, not_before_ - clock_.now())));
  }
  if (!ready_.empty() && clock_.now() >= not_before_) decide();
  settle();
  commit_offsets();
  return {};
}

bool Worker::has_room() const {
  return ready_.size() < options_.batch_max && publisher_.open() < options_.unsettled_max &&
         std::all_of(partitions_.begin(), partitions_.end(), [&](const auto& one) {
           const auto& [number, partition] = one;
           return parked_.size(number) < options_.parked_max &&
                  partition.watermark.open() < options_.window_max;
         });
}

// Not past the moment when a parked event, or an outcome, is due.
Duration Worker::limited(Duration wait) const {
  for (const auto due : {parked_.due(), publisher_.due()}) {
    if (due) wait = std::clamp<Duration>(*due - clock_.now(), 0ms, wait);
  }
  return wait;
}

Result<void> Worker::read(Duration wait) {
  auto batch = consumer_->read(options_.batch_max - ready_.size(), wait);
  joined_ = consumer_->joined();
  if (!batch) {
    if (batch.fault().kind == FaultKind::closed || batch.fault().kind == FaultKind::corrupt) {
      return batch.fault();
    }
    log::warn("read failed", {{"topic", options_.topic}, {"error", batch.fault().what}});
    if (ready_.empty()) publisher_.wait(wait);
    return {};
  }
  for (const auto partition : batch->revoked) forget(partition);
  for (const auto partition : batch->assigned) partitions_[partition] = {};
  ready_.reserve(ready_.size() + batch->entries.size());
  for (auto& entry : batch->entries) take(std::move(entry));
  return {};
}

void Worker::take(broker::Entry entry) {
  const auto partition = partitions_.find(entry.partition);
  if (partition == partitions_.end()) return;  // Taken from this member with the same read.
  if (!partition->second.watermark.start(entry.offset)) return;
  Delivery delivery = delivery_of(std::move(entry));
  if (parked_.holds(delivery.entry.partition, delivery.key())) {
    parked_.add(std::move(delivery));
  } else {
    ready_.push_back(std::move(delivery));
  }
}

// Until the next read the partition is still ours: what is acknowledged by now is committed, and
// what is not is the next member's to deliver again.
void Worker::forget(broker::Partition partition) {
  publisher_.append_waiting();
  settle();
  commit_offsets();
  publisher_.forget(partition);
  parked_.forget(partition);
  std::erase_if(ready_,
                [&](const auto& delivery) { return delivery.entry.partition == partition; });
  partitions_.erase(partition);
}

void Worker::decide() {
  auto decisions = batch_.run(ready_);
  if (!decisions) {
    // Not an event's fault: no attempt is counted, and all of it comes again.
    ++count_.store_troubles;
    const Duration delay = retry_delay(options_.retry, ++troubles_, random_);
    not_before_ = clock_.now() + delay;
    log::warn("batch undone", {{"topic", options_.topic},
                               {"kind", name_of(decisions.fault().kind)},
                               {"error", decisions.fault().what}});
    return;
  }
  troubles_ = 0;
  ++count_.batches;
  std::vector<Delivery> deliveries;
  deliveries.swap(ready_);
  for (std::size_t i = 0; i < deliveries.size(); ++i) {
    apply(std::move(deliveries[i]), std::move((*decisions)[i]));
  }
  BOOMERANG_KILL_POINT("worker.outcomes_appended");
}

void Worker::apply(Delivery delivery, Decision decision) {
  count(delivery, decision.end);
  if (decision.end == End::waits) {
    parked_.add(std::move(delivery));
    return;
  }
  if (decision.end == End::failed || decision.end == End::given_up) {
    ++delivery.attempts;
    delivery.cause = std::move(decision.cause);
    log::warn("attempt failed", {{"request_id", to_string(delivery.event.id)},
                                 {"attempts", delivery.attempts},
                                 {"error", delivery.cause}});
  }
  if (decision.end == End::failed) {
    const Instant due = clock_.now() + retry_delay(options_.retry, delivery.attempts, random_);
    parked_.add(std::move(delivery), due);
    return;
  }
  publisher_.publish(std::move(delivery), std::move(decision));
}

void Worker::count(const Delivery& delivery, End end) {
  if (end == End::failed || end == End::given_up) ++count_.failed_attempts;
  if (delivery.repeats > 0) return;  // It was counted.
  if (end == End::handled) ++count_.handled;
  if (end == End::replayed) ++count_.replayed;
  if (end == End::mismatched) ++count_.mismatched;
  if (end == End::given_up || end == End::unreadable) ++count_.dead_letters;
}

// An outcome that was not acknowledged is decided again: the inbox gives the same bytes.
void Worker::settle() {
  publisher_.append_due();
  std::size_t again = 0;
  for (auto& [delivery, acknowledged] : publisher_.settled()) {
    if (acknowledged) {
      partitions_.at(delivery.entry.partition).watermark.finish(delivery.entry.offset);
      continue;
    }
    ++again;
    const Instant due = clock_.now() + retry_delay(options_.retry, ++delivery.repeats, random_);
    parked_.add(std::move(delivery), due);
  }
  if (again == 0) return;
  count_.unacknowledged += again;
  // One line for all: there can be thousands while a broker is away.
  log::warn("outcomes not acknowledged", {{"topic", options_.topic}, {"events", again}});
}

void Worker::commit_offsets() {
  for (auto& [number, partition] : partitions_) {
    const auto next = partition.watermark.next();
    if (!next || *next <= partition.committed) continue;
    BOOMERANG_KILL_POINT("worker.before_offset_commit");
    const auto committed = consumer_->commit(number, *next);
    if (committed) {
      partition.committed = *next;
    } else {
      // Tried again at the next step; until then events may only be delivered again.
      log::debug("offset not committed",
                 {{"partition", number}, {"error", committed.fault().what}});
    }
  }
}

// A step at a time while nobody waits. What cannot be done now is done a little later.
void Worker::prune() {
  if (clock_.now() < next_prune_) return;
  next_prune_ = clock_.now() + prune_every;
  const auto transaction = session_->begin();
  if (!transaction) return;
  const auto pruned =
      (*transaction)->inbox_prune(clock_.wall() - options_.inbox_age_max, prune_rows);
  if (!pruned) {
    log::warn("inbox not pruned", {{"error", pruned.fault().what}});
    return;
  }
  if (const auto done = (*transaction)->commit(); !done) {
    log::warn("inbox not pruned", {{"error", done.fault().what}});
  } else if (*pruned == prune_rows) {
    next_prune_ = clock_.now();
  }
}

Counters Worker::counters() const {
  Counters counters;
  counters.handled = count_.handled;
  counters.replayed = count_.replayed;
  counters.mismatched = count_.mismatched;
  counters.failed_attempts = count_.failed_attempts;
  counters.dead_letters = count_.dead_letters;
  counters.batches = count_.batches;
  counters.store_troubles = count_.store_troubles;
  counters.unacknowledged = count_.unacknowledged;
  counters.refused = publisher_.refused();
  return counters;
}

}  // namespace boomerang::worker
