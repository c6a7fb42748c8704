// The contract of a broker, on Kafka: on librdkafka's mock cluster what that can do, and all of it
// but retention on a real cluster, if the environment names one: see real_kafka.h.

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <utility>

#include "boomerang/base/random.h"
#include "boomerang/base/system_clock.h"
#include "boomerang/broker/kafka/kafka_broker.h"
#include "boomerang/broker/kafka/mock_cluster.h"
#include "test/contract/broker_contract.h"
#include "test/contract/real_kafka.h"

namespace boomerang::broker {
namespace {

using kafka::MockCluster;

// The topics of one test on a cluster that many tests share: their names get a prefix.
class OwnTopics : public Broker {
 public:
  OwnTopics(std::unique_ptr<Broker> broker, std::string prefix)
      : broker_(std::move(broker)), prefix_(std::move(prefix)) {}

  Result<void> ensure_topic(const Topic& topic) override {
    Topic own = topic;
    // A name that is wrong must stay so.
    if (is_topic_name(topic.name)) own.name = prefix_ + topic.name;
    return broker_->ensure_topic(own);
  }
  Result<std::vector<Topic>> topics() override {
    auto all = broker_->topics();
    if (!all) return all;
    std::erase_if(*all, [&](const Topic& topic) { return !topic.name.starts_with(prefix_); });
    for (auto& topic : *all) topic.name.erase(0, prefix_.size());
    return all;
  }
  Result<Range> range(std::string_view topic, Partition partition) override {
    return broker_->range(own(topic), partition);
  }
  void append(std::string_view topic, std::optional<Partition> partition, Record record,
              Appended appended) override {
    broker_->append(own(topic), partition, std::move(record), std::move(appended));
  }
  Result<std::unique_ptr<Reader>> read(std::string_view topic, std::vector<Partition> partitions,
                                       Start start) override {
    return broker_->read(own(topic), std::move(partitions), start);
  }
  Result<std::unique_ptr<Consumer>> join(std::string_view group, std::string_view topic) override {
    return broker_->join(own(group), own(topic));
  }
  void close() override { broker_->close(); }

 protected:
  std::string own(std::string_view name) const { return prefix_ + std::string(name); }

 private:
  const std::unique_ptr<Broker> broker_;
  const std::string prefix_;
};

// The mock cluster has no administration, so its topics are made from behind.
class MockTopics final : public OwnTopics {
 public:
  MockTopics(std::unique_ptr<Broker> broker, std::string prefix, MockCluster& cluster)
      : OwnTopics(std::move(broker), std::move(prefix)), cluster_(cluster) {
    cluster_.hide_topic(own("missing"));
  }

  Result<void> ensure_topic(const Topic& topic) override {
    if (!is_topic_name(topic.name) || topic.partitions < 1) {
      return OwnTopics::ensure_topic(topic);
    }
    cluster_.make_topic(own(topic.name), topic.partitions);
    return {};
  }

 private:
  MockCluster& cluster_;
};

// The suite's clusters and clock outlive every test; a group takes seconds to form on a new one.
struct Suite {
  SystemClock clock;
  MockCluster mock;
  SystemRandom random;
};

Suite& suite() {
  static Suite suite;
  return suite;
}

KafkaOptions with_contract_bounds(KafkaOptions options) {
  options.record_bytes_max = contract_record_bytes_max;
  options.queue_records_max = contract_queue_records_max;
  options.topic_refresh = std::chrono::milliseconds(100);
  return options;
}

class KafkaHost : public BrokerHost {
 public:
  KafkaHost() : prefix_("test-" + std::to_string(suite().random.next()) + "-") {}

  // Kafka's time is its brokers': it has to pass.
  void pass_time(Duration by) override {
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable nothing;
    nothing.wait_for(lock, by, [] { return false; });
  }

 protected:
  static std::unique_ptr<Broker> open_on(KafkaOptions options) {
    auto opened = KafkaBroker::open(with_contract_bounds(std::move(options)), suite().clock);
    EXPECT_TRUE(opened) << (opened ? "" : opened.fault().what);
    return std::move(*opened);
  }

  const std::string prefix_;
};

class MockHost final : public KafkaHost {
 public:
  std::unique_ptr<Broker> open() override {
    return std::make_unique<MockTopics>(open_on(suite().mock.options()), prefix_, suite().mock);
  }
};

class RealHost final : public KafkaHost {
 public:
  std::unique_ptr<Broker> open() override {
    return std::make_unique<OwnTopics>(open_on(real_clusters().at(0)), prefix_);
  }
};

const BrokerMaker mock{"mock", [] { return std::make_unique<MockHost>(); }};
const BrokerMaker real{"real", [] { return std::make_unique<RealHost>(); }};

std::vector<BrokerMaker> every() {
  return real_clusters().empty() ? std::vector{mock} : std::vector{mock, real};
}

std::vector<BrokerMaker> real_ones() {
  return real_clusters().empty() ? std::vector<BrokerMaker>{} : std::vector{real};
}

const auto name_of_maker = [](const auto& info) { return info.param.name; };

INSTANTIATE_TEST_SUITE_P(Kafka, BrokerContract, testing::ValuesIn(every()), name_of_maker);
INSTANTIATE_TEST_SUITE_P(Kafka, QueueContract, testing::ValuesIn(every()), name_of_maker);
INSTANTIATE_TEST_SUITE_P(Kafka, TopicContract, testing::ValuesIn(real_ones()), name_of_maker);
INSTANTIATE_TEST_SUITE_P(Kafka, TimeContract, testing::ValuesIn(real_ones()), name_of_maker);

}  // namespace
}  // namespace boomerang::broker
