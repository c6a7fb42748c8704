#pragma once

// The administrative requests of Kafka, each as one call that waits for its answer.
//
// Fails: invalid, busy  as fault.cc sorts the brokers' answer; `busy` too when there is none in
//                       time, and then the request may still be carried out
// Threads: any.

#include <librdkafka/rdkafka.h>

#include <map>
#include <string>
#include <vector>

#include "boomerang/base/clock.h"
#include "boomerang/base/result.h"

namespace boomerang::broker::kafka {

using Settings = std::map<std::string, std::string>;

struct TopicSettings {
  Settings all;      // Each with the value that is in force.
  Settings its_own;  // Those that were set for this topic.
};

// A topic that is there already is left as it is.
Result<void> create_topic(rd_kafka_t* client, const std::string& topic, int partitions, int copies,
                          const Settings& settings, Duration wait);

Result<void> create_partitions(rd_kafka_t* client, const std::string& topic, int total,
                               Duration wait);

Result<std::map<std::string, TopicSettings>> describe_topics(rd_kafka_t* client,
                                                             const std::vector<std::string>& topics,
                                                             Duration wait);

// `settings` become all that the topic has of its own: librdkafka 2.0.2 cannot change just some.
Result<void> replace_settings(rd_kafka_t* client, const std::string& topic,
                              const Settings& settings, Duration wait);

}  // namespace boomerang::broker::kafka
