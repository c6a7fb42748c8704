#include "boomerang/broker/kafka/kafka_broker.h"

#include <utility>

#include "boomerang/broker/kafka/cluster.h"
#include "boomerang/broker/kafka/consumer.h"
#include "boomerang/broker/kafka/offsets.h"
#include "boomerang/broker/kafka/reader.h"
#include "boomerang/broker/kafka/settings.h"
#include "boomerang/broker/kafka/topic_admin.h"

namespace boomerang::broker {

using namespace kafka;

KafkaBroker::KafkaBroker(KafkaOptions options, const Clock& clock, std::unique_ptr<Cluster> cluster)
    : options_(std::move(options)), clock_(clock), cluster_(std::move(cluster)) {}

Result<void> check_kafka_property(const std::string& name, const std::string& value) {
  return kafka::check_property(name, value);
}

Result<void> check_kafka_options(const KafkaOptions& options) {
  return kafka::check_options(options);
}

Result<std::unique_ptr<KafkaBroker>> KafkaBroker::open(KafkaOptions options, const Clock& clock) {
  // What a reader and a consumer get is wrong now, or it is right for good.
  for (const Role role : {Role::reader, Role::consumer}) {
    if (auto possible = configure(role, options); !possible) return possible.fault();
  }
  auto cluster = Cluster::open(options);
  if (!cluster) return cluster.fault();
  return std::unique_ptr<KafkaBroker>(
      new KafkaBroker(std::move(options), clock, std::move(*cluster)));
}

KafkaBroker::~KafkaBroker() { close(); }

Result<void> KafkaBroker::health() const { return cluster_->link()->health(); }

Result<void> KafkaBroker::ensure_topic(const Topic& topic) {
  if (cluster_->link()->closed()) return health();
  const auto held = cluster_->producer();
  return TopicAdmin(held->client(), options_, clock_).ensure(topic);
}

Result<std::vector<Topic>> KafkaBroker::topics() {
  const auto held = cluster_->producer();
  return TopicAdmin(held->client(), options_, clock_).list();
}

Result<Range> KafkaBroker::range(std::string_view topic, Partition partition) {
  if (partition < 0) return Fault{FaultKind::invalid, "no such partition"};
  const auto held = cluster_->producer();
  const auto found =
      ranges(held->client(), std::string(topic), {partition}, clock_, options_.call_wait_max);
  if (!found) return found.fault();
  return found->at(partition);
}

void KafkaBroker::append(std::string_view topic, std::optional<Partition> partition, Record record,
                         Appended appended) {
  cluster_->producer()->append(topic, partition, std::move(record), std::move(appended));
}

Result<std::unique_ptr<Reader>> KafkaBroker::read(std::string_view topic,
                                                  std::vector<Partition> partitions, Start start) {
  if (cluster_->link()->closed()) return health().fault();
  const std::string name(topic);
  const auto held = cluster_->producer();
  const auto count = count_partitions(held->client(), name, clock_, options_.call_wait_max);
  if (!count) return count.fault();
  const auto follow =
      partitions.empty() ? KafkaReader::Follow::added_partitions : KafkaReader::Follow::no;
  for (Partition i = 0; i < *count && follow == KafkaReader::Follow::added_partitions; ++i) {
    partitions.push_back(i);
  }
  for (const Partition partition : partitions) {
    if (partition < 0 || partition >= *count) {
      return Fault{FaultKind::invalid, "no such partition of " + name};
    }
  }
  const auto from =
      positions(held->client(), name, partitions, start, clock_, options_.call_wait_max);
  if (!from) return from.fault();
  return KafkaReader::open({options_, clock_, cluster_->link()}, name, *from, follow);
}

Result<std::unique_ptr<Consumer>> KafkaBroker::join(std::string_view group,
                                                    std::string_view topic) {
  if (cluster_->link()->closed()) return health().fault();
  const std::string name(topic);
  const auto held = cluster_->producer();
  const auto count = count_partitions(held->client(), name, clock_, options_.call_wait_max);
  if (!count) return count.fault();
  return KafkaConsumer::open({options_, clock_, cluster_->link()}, std::string(group), name);
}

void KafkaBroker::close() { cluster_->close(); }

}  // namespace boomerang::broker
