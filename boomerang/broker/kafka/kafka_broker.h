#pragma once

// The log on Apache Kafka: what broker.h says, by librdkafka.

#include <memory>
#include <string>

#include "boomerang/broker/broker.h"
#include "boomerang/broker/kafka/options.h"

namespace boomerang::broker {

namespace kafka {
class Cluster;
}  // namespace kafka

// Brokers that are away, now or when this is opened, are waited for without end: meanwhile every
// call says `busy`, an append at once and the others within KafkaOptions::call_wait_max. health()
// tells. A producer that has failed for good is replaced, and what it had is `unknown` or `busy`.
//
// Kafka acknowledges a record when its copies have it (acks=all); what that is worth is the
// topic's replication and min.insync.replicas, which ensure_topic() sets and checks. Durability
// changes nothing.
//
// Threads: any, but for close().
class KafkaBroker final : public Broker {
 public:
  // `clock` must outlive the broker, its readers and its consumers.
  //
  // Fails: invalid  librdkafka refuses the options. Not for brokers that cannot be reached.
  static Result<std::unique_ptr<KafkaBroker>> open(KafkaOptions options, const Clock& clock);
  ~KafkaBroker() override;

  // Nothing if the brokers can be reached, as far as is known.
  // Fails: busy    none can, or none has been yet
  //        closed  after close()
  Result<void> health() const override;

  Result<void> ensure_topic(const Topic& topic) override;
  Result<std::vector<Topic>> topics() override;
  Result<Range> range(std::string_view topic, Partition partition) override;
  void append(std::string_view topic, std::optional<Partition> partition, Record record,
              Appended appended) override;
  Result<std::unique_ptr<Reader>> read(std::string_view topic, std::vector<Partition> partitions,
                                       Start start) override;
  Result<std::unique_ptr<Consumer>> join(std::string_view group, std::string_view topic) override;

  // Waits for what was appended, which is for about KafkaOptions::append_wait_max at most.
  void close() override;

 private:
  KafkaBroker(KafkaOptions options, const Clock& clock, std::unique_ptr<kafka::Cluster> cluster);

  const KafkaOptions options_;
  const Clock& clock_;
  const std::unique_ptr<kafka::Cluster> cluster_;
};

// Whether librdkafka has such a property, and takes the value.
// Fails: invalid  it does not; `what` says so, and does not repeat the value
Result<void> check_kafka_property(const std::string& name, const std::string& value);

// What open() would say of the options, without speaking to anybody.
// Fails: as open()
Result<void> check_kafka_options(const KafkaOptions& options);

}  // namespace boomerang::broker
