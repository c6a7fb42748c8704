#include "boomerang/broker/kafka/mock_cluster.h"

#include "boomerang/base/check.h"
#include "boomerang/broker/kafka/settings.h"

namespace boomerang::broker::kafka {
namespace {

Client host() {
  char why[256];
  rd_kafka_conf_t* quiet = rd_kafka_conf_new();
  rd_kafka_conf_set(quiet, "log_level", "3", why, sizeof why);
  Client client(rd_kafka_new(RD_KAFKA_PRODUCER, quiet, why, sizeof why));
  check(client != nullptr, "the mock cluster has no host");
  return client;
}

}  // namespace

MockCluster::MockCluster(int brokers)
    : brokers_(brokers),
      client_(host()),
      cluster_(rd_kafka_mock_cluster_new(client_.get(), brokers)) {
  check(cluster_ != nullptr, "no mock cluster");
}

MockCluster::~MockCluster() = default;

KafkaOptions MockCluster::options() const {
  return {.servers = rd_kafka_mock_cluster_bootstraps(cluster_.get()),
          .properties = {{"fetch.wait.max.ms", "1"},
                         {"session.timeout.ms", "3000"},
                         {"heartbeat.interval.ms", "100"}}};
}

void MockCluster::make_topic(const std::string& name, int partitions) {
  const auto error = rd_kafka_mock_topic_create(cluster_.get(), name.c_str(), partitions, 1);
  check(error == RD_KAFKA_RESP_ERR_NO_ERROR, "the mock cluster has the topic already");
}

void MockCluster::hide_topic(const std::string& name) {
  rd_kafka_mock_topic_set_error(cluster_.get(), name.c_str(),
                                RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART);
}

void MockCluster::fail(Api api, const std::vector<rd_kafka_resp_err_t>& errors) {
  rd_kafka_mock_push_request_errors_array(cluster_.get(), static_cast<std::int16_t>(api),
                                          errors.size(), errors.data());
}

void MockCluster::stop_failing(Api api) {
  rd_kafka_mock_clear_request_errors(cluster_.get(), static_cast<std::int16_t>(api));
}

void MockCluster::take_down() { rd_kafka_mock_broker_set_down(cluster_.get(), -1); }

void MockCluster::bring_up() { rd_kafka_mock_broker_set_up(cluster_.get(), -1); }

void MockCluster::delay_next(Api api, Duration round_trip) {
  const auto wait = static_cast<int>(milliseconds(round_trip));
  for (int broker = 1; broker <= brokers_; ++broker) {
    rd_kafka_mock_broker_push_request_error_rtts(cluster_.get(), broker,
                                                 static_cast<std::int16_t>(api), 1,
                                                 RD_KAFKA_RESP_ERR_NO_ERROR, wait);
  }
}

void MockCluster::delay(Duration round_trip) {
  rd_kafka_mock_broker_set_rtt(cluster_.get(), -1, milliseconds(round_trip));
}

void MockCluster::move_leader(const std::string& topic, Partition partition, int broker) {
  rd_kafka_mock_partition_set_leader(cluster_.get(), topic.c_str(), partition, broker);
}

}  // namespace boomerang::broker::kafka
