#include "boomerang/worker/publisher.h"

#include <optional>
#include <utility>

#include "boomerang/base/log.h"
#include "boomerang/event/codec.h"
#include "boomerang/worker/dead_letter.h"

namespace boomerang::worker {
namespace {

constexpr std::size_t waiting_max = 512;  // As many as make a good append.

// An event that was given up in an earlier delivery has its outcome in the inbox. Whether its dead
// letter was written before the crash is not known, so it is written again.
bool needs_dead_letter(const Decision& decision) {
  if (decision.end == End::given_up || decision.end == End::unreadable) return true;
  return decision.end == End::replayed && decision.outcome->headers.find("ce_type") == failed_type;
}

}  // namespace

Publisher::Publisher(PublisherOptions options, broker::Broker& broker, const Clock& clock)
    : options_(std::move(options)), broker_(broker), clock_(clock) {}

broker::Broker::Appended Publisher::acknowledgement(std::uint64_t flight, Copy copy) const {
  return [mailbox = mailbox_, flight, copy](const Result<broker::Place>& place) {
    {
      const std::scoped_lock lock(mailbox->mutex);
      mailbox->acknowledgements.push_back({flight, copy, place});
    }
    mailbox->changed.notify_all();
  };
}

void Publisher::publish(Delivery delivery, Decision decision) {
  const std::uint64_t number = ++last_flight_;
  int copies = 0;
  if (needs_dead_letter(decision)) {
    if (delivery.cause.empty()) delivery.cause = "given up in an earlier delivery";
    broker_.append(options_.dead_letters_topic, std::nullopt,
                   dead_letter(delivery, options_.topic, clock_.wall()),
                   acknowledgement(number, Copy::dead_letter));
    ++copies;
  }
  if (decision.outcome) copies += append_outcome(number, delivery, decision);
  if (copies == 0) {
    without_copies_.push_back(std::move(delivery));
  } else {
    flights_.emplace(number, Flight{std::move(delivery), copies});
  }
}

int Publisher::append_outcome(std::uint64_t flight, const Delivery& delivery, Decision& decision) {
  const auto& reply = delivery.event.reply;
  const bool for_all = decision.end != End::mismatched;
  if (reply && reply->topic == options_.outcomes_topic) {
    broker_.append(reply->topic, reply->partition, *std::move(decision.outcome),
                   acknowledgement(flight, Copy::sole_outcome));
    return 1;
  }
  if (reply) {
    broker_.append(reply->topic, reply->partition,
                   for_all ? *decision.outcome : *std::move(decision.outcome),
                   acknowledgement(flight, Copy::reply));
  }
  if (for_all) {
    std::optional<broker::Partition> partition = delivery.entry.partition;
    if (partition >= options_.outcomes_partitions) partition.reset();
    if (waiting_.empty()) due_ = clock_.now() + options_.outcome_wait;
    waiting_.push_back({flight, partition, *std::move(decision.outcome)});
    if (options_.outcome_wait <= Duration{0}) append_waiting();
  }
  return (reply ? 1 : 0) + (for_all ? 1 : 0);
}

std::optional<Instant> Publisher::due() const {
  if (waiting_.empty()) return std::nullopt;
  return due_;
}

void Publisher::append_due() {
  if (waiting_.size() >= waiting_max || clock_.now() >= due_) append_waiting();
}

void Publisher::append_waiting() {
  for (auto& [flight, partition, outcome] : waiting_) {
    broker_.append(options_.outcomes_topic, partition, std::move(outcome),
                   acknowledgement(flight, Copy::outcome));
  }
  waiting_.clear();
}

std::vector<Publisher::Settled> Publisher::settled() {
  std::vector<Acknowledgement> acknowledgements;
  {
    const std::scoped_lock lock(mailbox_->mutex);
    acknowledgements.swap(mailbox_->acknowledgements);
  }
  std::vector<Settled> settled;
  settled.reserve(acknowledgements.size());
  for (auto& delivery : without_copies_) settled.push_back({std::move(delivery), true});
  without_copies_.clear();
  for (const auto& acknowledgement : acknowledgements) settle(acknowledgement, settled);
  return settled;
}

void Publisher::settle(const Acknowledgement& acknowledgement, std::vector<Settled>& settled) {
  const auto found = flights_.find(acknowledgement.flight);
  if (found == flights_.end()) return;  // Of a forgotten partition.
  Flight& flight = found->second;
  if (!acknowledgement.place) note(flight, acknowledgement.copy, acknowledgement.place.fault());
  if (--flight.copies > 0) return;
  settled.push_back({std::move(flight.delivery), !flight.failed});
  flights_.erase(found);
}

void Publisher::note(Flight& flight, Copy copy, const Fault& fault) {
  const broker::Entry& entry = flight.delivery.entry;
  const bool for_good = fault.kind == FaultKind::invalid;
  if (for_good && copy != Copy::outcome) {
    refused_.fetch_add(1, std::memory_order_relaxed);
    // The event's address was wrong, so the world's copy goes where its key belongs.
    if (copy == Copy::sole_outcome) {
      flight.delivery.event.reply.reset();
      flight.failed = true;
    }
    log::error("append refused", {{"topic", options_.topic},
                                  {"partition", entry.partition},
                                  {"offset", entry.offset},
                                  {"error", fault.what}});
    return;
  }
  flight.failed = true;
  log::debug("outcome not acknowledged", {{"topic", options_.topic},
                                          {"partition", entry.partition},
                                          {"offset", entry.offset},
                                          {"kind", name_of(fault.kind)},
                                          {"error", fault.what}});
}

void Publisher::wait(Duration wait) {
  std::unique_lock lock(mailbox_->mutex);
  mailbox_->changed.wait_for(
      lock, wait, [&] { return mailbox_->interrupted || !mailbox_->acknowledgements.empty(); });
  mailbox_->interrupted = false;
}

void Publisher::interrupt() {
  {
    const std::scoped_lock lock(mailbox_->mutex);
    mailbox_->interrupted = true;
  }
  mailbox_->changed.notify_all();
}

void Publisher::forget(broker::Partition partition) {
  append_waiting();
  std::erase_if(flights_, [&](const auto& flight) {
    return flight.second.delivery.entry.partition == partition;
  });
  std::erase_if(without_copies_,
                [&](const auto& delivery) { return delivery.entry.partition == partition; });
}

}  // namespace boomerang::worker
