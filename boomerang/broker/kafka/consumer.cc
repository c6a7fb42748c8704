#include "boomerang/broker/kafka/consumer.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "boomerang/base/kill_point.h"
#include "boomerang/base/log.h"
#include "boomerang/broker/kafka/fault.h"
#include "boomerang/broker/kafka/message.h"
#include "boomerang/broker/kafka/settings.h"

namespace boomerang::broker::kafka {
namespace {

// Each commit is an append to a topic of Kafka's own, which costs as much as an event does; one
// that is lost only means that entries are read again.
constexpr Duration commit_every = std::chrono::milliseconds(100);

// How long a commit is waited for before its partition goes to another member. What was not
// committed by then is read again there.
constexpr Duration last_commit_wait_max = std::chrono::seconds(5);

// How long the group is given to let a member go.
constexpr Duration leave_wait_max = std::chrono::seconds(5);

// How long the coordinator is given to tell a member by what id it knows it.
constexpr Duration member_id_wait_max = std::chrono::seconds(2);

bool has_member_id(rd_kafka_t* client) {
  char* const id = rd_kafka_memberid(client);
  const bool has = id != nullptr && *id != '\0';
  rd_kafka_mem_free(client, id);
  return has;
}

// The commit is of a generation of the group that is over. Where this member keeps the partition in
// the next one, it is made again there; else the offsets are another member's business.
bool is_fenced(rd_kafka_resp_err_t error) {
  return error == RD_KAFKA_RESP_ERR_ILLEGAL_GENERATION ||
         error == RD_KAFKA_RESP_ERR_UNKNOWN_MEMBER_ID ||
         error == RD_KAFKA_RESP_ERR_FENCED_INSTANCE_ID ||
         error == RD_KAFKA_RESP_ERR__ASSIGNMENT_LOST;
}

bool is_cooperative(rd_kafka_t* client) {
  const char* protocol = rd_kafka_rebalance_protocol(client);
  return protocol != nullptr && std::string_view(protocol) == "COOPERATIVE";
}

// Sets where each of `partitions` begins: where the group has committed, or at the beginning.
rd_kafka_resp_err_t find_committed(rd_kafka_t* client,
                                   rd_kafka_topic_partition_list_t& partitions) {
  constexpr int longest_ms = 1000;  // How late the reader sees that it is being interrupted.
  if (partitions.cnt == 0) return RD_KAFKA_RESP_ERR_NO_ERROR;
  const auto error = rd_kafka_committed(client, &partitions, longest_ms);
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR) return error;
  for (int i = 0; i < partitions.cnt; ++i) {
    auto& one = partitions.elems[i];
    if (one.err != RD_KAFKA_RESP_ERR_NO_ERROR) return one.err;
    if (one.offset < 0) one.offset = RD_KAFKA_OFFSET_BEGINNING;
  }
  return RD_KAFKA_RESP_ERR_NO_ERROR;
}

// Refused only for what the group does not have, and then there is nothing to be done.
void note(const char* what, rd_kafka_error_t* error) {
  const Error owned(error);
  if (owned) log::warn(what, {{"error", rd_kafka_error_string(owned.get())}});
}

void note(const char* what, rd_kafka_resp_err_t error) {
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR) log::warn(what, {{"error", rd_kafka_err2str(error)}});
}

}  // namespace

Result<std::unique_ptr<Consumer>> KafkaConsumer::open(Shared shared, const std::string& group,
                                                      const std::string& topic) {
  auto wakeup = Wakeup::make();
  if (!wakeup) return wakeup.fault();
  shared.options.properties.emplace_back("group.id", group);
  auto configuration = configure(Role::consumer, shared.options);
  if (!configuration) return configuration.fault();
  std::unique_ptr<KafkaConsumer> consumer(
      new KafkaConsumer(std::move(shared), std::move(*wakeup), topic));
  rd_kafka_conf_set_rebalance_cb(configuration->get(), on_rebalance);
  rd_kafka_conf_set_opaque(configuration->get(), consumer.get());
  auto client = make_client(Role::consumer, std::move(*configuration));
  if (!client) return client.fault();

  consumer->client_ = std::move(*client);
  rd_kafka_poll_set_consumer(consumer->client_.get());
  consumer->queue_.reset(rd_kafka_queue_get_consumer(consumer->client_.get()));
  consumer->commits_.reset(rd_kafka_queue_new(consumer->client_.get()));
  consumer->wakeup_->watch(consumer->queue_.get());
  consumer->wakeup_->watch(consumer->commits_.get());
  consumer->shared_.link->add(consumer->wakeup_);
  const PartitionList topics(rd_kafka_topic_partition_list_new(1));
  rd_kafka_topic_partition_list_add(topics.get(), topic.c_str(), RD_KAFKA_PARTITION_UA);
  const auto error = rd_kafka_subscribe(consumer->client_.get(), topics.get());
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR) return fault_of(error, "join " + group);
  return std::unique_ptr<Consumer>(std::move(consumer));
}

KafkaConsumer::~KafkaConsumer() {
  if (client_ == nullptr) return;
  commit_and_wait();
  leaving_ = true;
  if (revoked_) give_up(*revoked_);
  if (arriving_) assign_to_leave(*arriving_);
  leave();
  // Its destructor would wait without end for a group that cannot be left.
  queue_.reset();
  commits_.reset();
  rd_kafka_destroy_flags(client_.release(), RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE);
}

// A member asks to join twice: the coordinator's first answer is the id that it is known by, and
// from then on the group waits for it, for as long as a session (KIP-394). librdkafka does not read
// an answer that comes while it is leaving, and then could not say who leaves.
void KafkaConsumer::await_member_id(Instant deadline) {
  while (!has_member_id(client_.get()) && shared_.clock.now() < deadline) {
    if (shared_.link->state() == Link::State::away) return;
    settle_commit(std::chrono::milliseconds(5));  // Nothing tells when the id is there.
  }
}

// A member that is closed without a partition, in a cooperative group, leaves without a word: the
// group waits for it for a session. One that first subscribes to nothing does say so. Whether it
// has is seen by its id, which it forgets then.
void KafkaConsumer::unsubscribe(Instant deadline) {
  note("unsubscribe", rd_kafka_unsubscribe(client_.get()));
  while (has_member_id(client_.get()) && shared_.clock.now() < deadline) {
    if (shared_.link->state() == Link::State::away) return;
    const Message unread(rd_kafka_consume_queue(queue_.get(), 10));
  }
}

// Tells the group, so that it need not wait for the session to time out. Revokes in here.
void KafkaConsumer::leave() {
  const Instant begun = shared_.clock.now();
  const Instant deadline = begun + leave_wait_max;
  await_member_id(begun + member_id_wait_max);
  if (is_cooperative(client_.get()) && owned_.empty()) unsubscribe(deadline);
  if (shared_.link->state() == Link::State::away) return;
  const Queue closing(rd_kafka_queue_new(client_.get()));
  note("leave", rd_kafka_consumer_close_queue(client_.get(), closing.get()));
  while (rd_kafka_consumer_closed(client_.get()) == 0) {
    if (shared_.link->state() == Link::State::away || shared_.clock.now() >= deadline) return;
    const Message unread(rd_kafka_consume_queue(closing.get(), 50));
  }
}

void KafkaConsumer::on_rebalance(rd_kafka_t*, rd_kafka_resp_err_t what,
                                 rd_kafka_topic_partition_list_t* partitions, void* consumer) {
  auto* const self = static_cast<KafkaConsumer*>(consumer);
  if (what == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS) {
    // Taken by the read that runs this, or by a later one; librdkafka waits for that.
    self->arriving_.reset(rd_kafka_topic_partition_list_copy(partitions));
    if (self->leaving_) self->assign_to_leave(*self->arriving_);
  } else if (what == RD_KAFKA_RESP_ERR__REVOKE_PARTITIONS) {
    self->lose_partitions(*partitions);
  } else {
    log::warn("rebalance", {{"error", rd_kafka_err2str(what)}});
    note("unassign", rd_kafka_assign(self->client_.get(), nullptr));
  }
}

// Where to begin is asked for here and not left to librdkafka 2.0.2, which ends the process when
// the coordinator goes away while it asks.
void KafkaConsumer::take_arriving() {
  if (!arriving_) return;
  rd_kafka_t* const client = client_.get();
  const auto known = find_committed(client, *arriving_);
  if (known != RD_KAFKA_RESP_ERR_NO_ERROR) {
    log::debug("committed offsets", {{"topic", topic_}, {"error", rd_kafka_err2str(known)}});
    return;
  }
  assign(*arriving_);
  for (int i = 0; i < arriving_->cnt; ++i) {
    batch_.assigned.push_back(arriving_->elems[i].partition);
  }
  arriving_.reset();
  joined_ = true;
}

void KafkaConsumer::assign(const rd_kafka_topic_partition_list_t& partitions) {
  rd_kafka_t* const client = client_.get();
  if (is_cooperative(client)) {
    note("assign", rd_kafka_incremental_assign(client, &partitions));
  } else {
    note("assign", rd_kafka_assign(client, &partitions));
  }
  for (int i = 0; i < partitions.cnt; ++i) owned_.insert(partitions.elems[i].partition);
}

// Refusing it would leave librdkafka waiting for it to be taken.
void KafkaConsumer::assign_to_leave(rd_kafka_topic_partition_list_t& partitions) {
  for (int i = 0; i < partitions.cnt; ++i) partitions.elems[i].offset = RD_KAFKA_OFFSET_END;
  assign(partitions);
}

void KafkaConsumer::lose_partitions(const rd_kafka_topic_partition_list_t& partitions) {
  bool anybody_knows = false;
  for (int i = 0; i < partitions.cnt; ++i) {
    const Partition partition = partitions.elems[i].partition;
    std::erase_if(batch_.entries, [=](const Entry& e) { return e.partition == partition; });
    if (std::erase(batch_.assigned, partition) > 0) continue;  // It was never told.
    batch_.revoked.push_back(partition);
    anybody_knows = true;
  }
  if (!anybody_knows || leaving_ || rd_kafka_assignment_lost(client_.get()) != 0) {
    give_up(partitions);
  } else {
    revoked_.reset(rd_kafka_topic_partition_list_copy(&partitions));
  }
}

void KafkaConsumer::give_up(const rd_kafka_topic_partition_list_t& partitions) {
  rd_kafka_t* const client = client_.get();
  if (is_cooperative(client)) {
    note("unassign", rd_kafka_incremental_unassign(client, &partitions));
  } else {
    note("unassign", rd_kafka_assign(client, nullptr));
  }
  for (int i = 0; i < partitions.cnt; ++i) {
    owned_.erase(partitions.elems[i].partition);
    to_commit_.erase(partitions.elems[i].partition);
  }
}

void KafkaConsumer::give_up_revoked() {
  if (!revoked_) return;
  commit_and_wait();
  give_up(*revoked_);
  revoked_.reset();
}

Result<Batch> KafkaConsumer::read(std::size_t entries_max, Duration wait) {
  const Instant deadline = shared_.clock.now() + std::min<Duration>(wait, std::chrono::hours(24));
  give_up_revoked();
  for (;;) {
    wakeup_->clear();
    if (wakeup_->ended()) return Fault{FaultKind::closed, "interrupted, or the broker is closed"};
    go_on_committing();
    take(entries_max);
    take_arriving();
    const bool has_news = !batch_.assigned.empty() || !batch_.revoked.empty();
    if (has_news || !batch_.entries.empty()) return std::exchange(batch_, {});
    if (damage_) return *damage_;
    const Instant now = shared_.clock.now();
    if (now >= deadline) break;
    Instant wake = deadline;
    // Nothing tells when the coordinator is back.
    if (arriving_) wake = std::min<Instant>(wake, now + std::chrono::milliseconds(100));
    if (!to_commit_.empty() && committing_.empty()) wake = std::min(wake, next_commit_);
    wakeup_->wait(std::max(wake, now) - now);
  }
  if (shared_.link->state() == Link::State::away) return shared_.link->health().fault();
  return Batch{};
}

// Callbacks run in here too. Stops at the first that has something to tell.
void KafkaConsumer::take(std::size_t entries_max) {
  std::array<rd_kafka_message_t*, 256> messages;
  while (batch_.entries.size() < entries_max && batch_.revoked.empty() && !damage_) {
    const std::size_t most = std::min(messages.size(), entries_max - batch_.entries.size());
    const auto count = rd_kafka_consume_batch_queue(queue_.get(), 0, messages.data(), most);
    if (count <= 0) break;
    for (ssize_t i = 0; i < count; ++i) {
      const Message message(messages[static_cast<std::size_t>(i)]);
      take(*message);
    }
  }
}

void KafkaConsumer::take(const rd_kafka_message_t& message) {
  if (damage_) return;
  if (message.err == RD_KAFKA_RESP_ERR__BAD_MSG) {
    damage_ = Fault{FaultKind::corrupt, rd_kafka_message_errstr(&message)};
  } else if (message.err != RD_KAFKA_RESP_ERR_NO_ERROR) {
    // librdkafka goes on by itself.
    log::debug("read", {{"error", rd_kafka_message_errstr(&message)}});
  } else if (std::find(batch_.revoked.begin(), batch_.revoked.end(), message.partition) ==
             batch_.revoked.end()) {
    batch_.entries.push_back(entry_of(message));
  }
}

Result<void> KafkaConsumer::commit(Partition partition, Offset next) {
  if (shared_.link->closed()) return Fault{FaultKind::closed, "the broker is closed"};
  if (!owned_.contains(partition) || rd_kafka_assignment_lost(client_.get()) != 0) {
    return Fault{FaultKind::invalid, "the partition is not this member's"};
  }
  to_commit_[partition] = next;
  go_on_committing();
  return {};
}

PartitionList KafkaConsumer::list_of(const std::map<Partition, Offset>& offsets) const {
  PartitionList list(rd_kafka_topic_partition_list_new(static_cast<int>(offsets.size())));
  for (const auto& [partition, offset] : offsets) {
    rd_kafka_topic_partition_list_add(list.get(), topic_.c_str(), partition)->offset = offset;
  }
  return list;
}

void KafkaConsumer::send_commit() {
  if (!committing_.empty() || to_commit_.empty()) return;
  const auto error = rd_kafka_commit_queue(client_.get(), list_of(to_commit_).get(), commits_.get(),
                                           nullptr, nullptr);
  note("commit", error);
  if (error == RD_KAFKA_RESP_ERR_NO_ERROR) committing_ = std::exchange(to_commit_, {});
  BOOMERANG_KILL_POINT("kafka.commit.sent");
}

rd_kafka_resp_err_t KafkaConsumer::settle_commit(Duration wait) {
  const Event event{rd_kafka_queue_poll(commits_.get(), milliseconds(wait))};
  auto worst = RD_KAFKA_RESP_ERR_NO_ERROR;
  if (rd_kafka_event_type(event.get()) != RD_KAFKA_EVENT_OFFSET_COMMIT) return worst;
  auto committed = std::exchange(committing_, {});
  const auto error = rd_kafka_event_error(event.get());
  auto* const list = rd_kafka_event_topic_partition_list(event.get());
  for (int i = 0; list != nullptr && i < list->cnt; ++i) {
    const auto& one = list->elems[i];
    const auto failure = error != RD_KAFKA_RESP_ERR_NO_ERROR ? error : one.err;
    if (failure == RD_KAFKA_RESP_ERR_NO_ERROR) continue;
    log::warn(
        "commit",
        {{"topic", topic_}, {"partition", one.partition}, {"error", rd_kafka_err2str(failure)}});
    if (!owned_.contains(one.partition) || rd_kafka_assignment_lost(client_.get()) != 0) continue;
    to_commit_.try_emplace(one.partition, committed[one.partition]);
    worst = failure;
  }
  return worst;
}

void KafkaConsumer::go_on_committing() {
  const Instant now = shared_.clock.now();
  if (settle_commit(Duration{0}) != RD_KAFKA_RESP_ERR_NO_ERROR) {
    next_commit_ = now + commit_every;
    return;
  }
  if (to_commit_.empty() || !committing_.empty() || now < next_commit_) return;
  send_commit();
  next_commit_ = now + commit_every;
}

void KafkaConsumer::commit_and_wait() {
  const Instant deadline = shared_.clock.now() + last_commit_wait_max;
  const Duration pause = std::chrono::milliseconds(100);
  while (!committing_.empty() || !to_commit_.empty()) {
    const Instant now = shared_.clock.now();
    if (now >= deadline || rd_kafka_assignment_lost(client_.get()) != 0) return;
    if (shared_.link->state() == Link::State::away) return;
    send_commit();
    // With nothing on its way, this only waits until the next try.
    const auto error = settle_commit(std::min<Duration>(deadline - now, pause));
    // The group goes on without waiting for this member: it would wait here for ever.
    if (error == RD_KAFKA_RESP_ERR_REBALANCE_IN_PROGRESS || is_fenced(error)) return;
    if (error != RD_KAFKA_RESP_ERR_NO_ERROR) settle_commit(pause);
  }
}

void KafkaConsumer::interrupt() { wakeup_->end(); }

}  // namespace boomerang::broker::kafka
