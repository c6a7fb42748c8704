#pragma once

// Reads partitions without a group: librdkafka's plain consumer, which knows no coordinator.

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "boomerang/broker/broker.h"
#include "boomerang/broker/kafka/guest.h"
#include "boomerang/broker/kafka/link.h"
#include "boomerang/broker/kafka/offsets.h"
#include "boomerang/broker/kafka/options.h"
#include "boomerang/broker/kafka/wakeup.h"

namespace boomerang::broker::kafka {

// What a reader or a consumer shares with its broker, and keeps when that is gone. The clock must
// outlive it.
struct Shared {
  KafkaOptions options;
  const Clock& clock;
  std::shared_ptr<Link> link;
};

class KafkaReader final : public Reader {
 public:
  // Whether partitions that are added to the topic later are read as well.
  enum class Follow { no, added_partitions };

  // Fails: invalid  the options cannot be right
  //        busy     the process has no file descriptor left
  static Result<std::unique_ptr<Reader>> open(Shared shared, const std::string& topic,
                                              const Positions& positions, Follow follow);
  ~KafkaReader() override;

  Result<std::vector<Entry>> read(std::size_t entries_max, Duration wait) override;
  void interrupt() override;

 private:
  KafkaReader(Shared shared, std::shared_ptr<Wakeup> wakeup, Follow follow)
      : shared_(std::move(shared)), wakeup_(std::move(wakeup)), follow_(follow) {}

  Result<void> start(Partition partition, Offset offset);
  void follow_topic();
  std::vector<Entry> take(std::size_t entries_max);

  const Shared shared_;
  const std::shared_ptr<Wakeup> wakeup_;
  const Follow follow_;
  Client client_;
  Queue queue_;
  TopicHandle topic_;
  std::set<Partition> started_;
  Instant next_refresh_{};
  std::optional<Fault> damage_;
};

}  // namespace boomerang::broker::kafka
