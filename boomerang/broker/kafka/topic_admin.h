#pragma once

// Makes topics, and keeps them as they are asked for.

#include <librdkafka/rdkafka.h>

#include <string>
#include <vector>

#include "boomerang/broker/broker.h"
#include "boomerang/broker/kafka/options.h"

namespace boomerang::broker::kafka {

// Threads: any.
class TopicAdmin {
 public:
  // `client` may be of any role.
  TopicAdmin(rd_kafka_t* client, const KafkaOptions& options, const Clock& clock)
      : client_(client), options_(options), clock_(clock) {}

  // As Broker::ensure_topic(). Kafka acknowledges a record when its copies have it, so durability
  // changes nothing. When this returns, `client` is connected to the leader of each partition.
  //
  // Fails: invalid  also when a topic that is there has fewer copies, or waits for fewer, than the
  //                 options ask for: only its operator can move data
  //        busy     also when there are not enough brokers for the copies
  Result<void> ensure(const Topic& topic);

  // Without Kafka's own topics, whose names begin with two underscores. All are `synced`.
  Result<std::vector<Topic>> list();

 private:
  struct Layout {
    int brokers = 0;
    Partition partitions = 0;  // 0: no such topic.
    int copies = 0;            // The fewest that a partition has.
    bool has_leaders = false;
  };

  Result<Layout> layout(const std::string& topic) const;
  Result<void> create(const Topic& topic, int brokers) const;
  Result<Layout> await(const Topic& topic) const;
  Result<void> check_copies(const std::string& topic, const Layout& layout) const;
  Result<void> change_settings(const Topic& topic) const;
  Result<void> warm(const Topic& topic) const;
  int copies_wanted(int brokers) const;

  rd_kafka_t* const client_;
  const KafkaOptions& options_;
  const Clock& clock_;
};

}  // namespace boomerang::broker::kafka
