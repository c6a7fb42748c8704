#pragma once

// A member of a group.
//
// librdkafka says inside a poll that partitions come or go. What comes is read as soon as the
// coordinator has said from where. What goes is first told to the reader, by Batch::revoked, and is
// given up at its next read: the group waits that long, for at most max.poll.interval.ms. Whoever
// stops reading for longer, such as a process that was suspended, is no member any more: its
// commits are refused, and its next read tells that all was revoked and joins again.

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "boomerang/broker/broker.h"
#include "boomerang/broker/kafka/guest.h"
#include "boomerang/broker/kafka/reader.h"

namespace boomerang::broker::kafka {

class KafkaConsumer final : public Consumer {
 public:
  // Fails: as KafkaReader::open()
  static Result<std::unique_ptr<Consumer>> open(Shared shared, const std::string& group,
                                                const std::string& topic);
  // Commits what commit() was told, and leaves the group, which shares its partitions anew at once.
  // Takes at most some seconds longer if the group is sharing them already. A commit that was on
  // its way when the brokers went away can hold this up for the time of a session, ten seconds by
  // default.
  ~KafkaConsumer() override;

  Result<Batch> read(std::size_t entries_max, Duration wait) override;
  Result<void> commit(Partition partition, Offset next) override;
  bool joined() const override { return joined_; }
  void interrupt() override;

 private:
  KafkaConsumer(Shared shared, std::shared_ptr<Wakeup> wakeup, std::string topic)
      : shared_(std::move(shared)), wakeup_(std::move(wakeup)), topic_(std::move(topic)) {}

  static void on_rebalance(rd_kafka_t*, rd_kafka_resp_err_t what,
                           rd_kafka_topic_partition_list_t* partitions, void* consumer);
  void take_arriving();
  void assign(const rd_kafka_topic_partition_list_t& partitions);
  // What arrives while leaving. Nothing of it will be read.
  void assign_to_leave(rd_kafka_topic_partition_list_t& partitions);
  void lose_partitions(const rd_kafka_topic_partition_list_t& partitions);
  void give_up_revoked();
  void give_up(const rd_kafka_topic_partition_list_t& partitions);

  void take(std::size_t entries_max);
  void take(const rd_kafka_message_t& message);

  PartitionList list_of(const std::map<Partition, Offset>& offsets) const;
  // Sends what is to be committed, unless a commit is on its way.
  void send_commit();
  // Looks what became of the commit on its way, waiting up to `wait` for that. What failed is to
  // be committed again, unless there is something newer; gives an error of that.
  rd_kafka_resp_err_t settle_commit(Duration wait);
  // Never waits. Sends at most one commit in commit_every, also after one that failed.
  void go_on_committing();
  void commit_and_wait();
  void await_member_id(Instant deadline);
  void unsubscribe(Instant deadline);
  void leave();

  const Shared shared_;
  const std::shared_ptr<Wakeup> wakeup_;
  const std::string topic_;
  Client client_;
  Queue queue_;
  Queue commits_;  // Where the results of commits arrive.

  Batch batch_;  // Of the read that is under way.
  std::set<Partition> owned_;
  PartitionList arriving_;  // Given to this member, and not read yet.
  PartitionList revoked_;   // Told, and to be given up at the next read.
  std::map<Partition, Offset> to_commit_;
  std::map<Partition, Offset> committing_;  // On its way; one commit at a time.
  Instant next_commit_{};
  bool joined_ = false;
  bool leaving_ = false;
  std::optional<Fault> damage_;
};

}  // namespace boomerang::broker::kafka
