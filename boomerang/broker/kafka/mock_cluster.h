#pragma once

// For tests: brokers inside this process that speak Kafka's protocol and fail on demand. They
// cannot make topics by administration, find offsets by time, or keep retention.

#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>

#include <memory>
#include <string>
#include <vector>

#include "boomerang/broker/broker.h"
#include "boomerang/broker/kafka/guest.h"
#include "boomerang/broker/kafka/options.h"

namespace boomerang::broker::kafka {

// Requests that can be made to fail. Source: the Kafka protocol guide, API keys.
enum class Api : std::int16_t {
  produce = 0,
  fetch = 1,
  list_offsets = 2,
  metadata = 3,
  offset_commit = 8,
  offset_fetch = 9,
  join_group = 11,
  heartbeat = 12,
};

// Threads: any.
class MockCluster {
 public:
  explicit MockCluster(int brokers = 1);
  MockCluster(const MockCluster&) = delete;
  ~MockCluster();

  // Options for a broker on this cluster. The mock holds an empty fetch for its whole wait, and a
  // rebalance for nearly a session, so these are made short.
  KafkaOptions options() const;

  void make_topic(const std::string& name, int partitions = 1);
  // Whoever asks for this topic is told that there is none. Any other is made by asking.
  void hide_topic(const std::string& name);
  // The next requests of this kind fail so, one after the other. RD_KAFKA_RESP_ERR__TRANSPORT
  // breaks the connection instead of answering.
  void fail(Api api, const std::vector<rd_kafka_resp_err_t>& errors);
  // No error is left over for later requests.
  void stop_failing(Api api);
  void take_down();
  void bring_up();
  // Every answer takes this long.
  void delay(Duration round_trip);
  // Only the answer to the next request of this kind does; each broker's next one.
  void delay_next(Api api, Duration round_trip);
  void move_leader(const std::string& topic, Partition partition, int broker);

 private:
  using Cluster = std::unique_ptr<rd_kafka_mock_cluster_t, Destroy<rd_kafka_mock_cluster_destroy>>;

  const int brokers_;  // Numbered from 1.
  Client client_;
  Cluster cluster_;
};

}  // namespace boomerang::broker::kafka
