#pragma once

// Asks the brokers where the records of a topic lie.

#include <librdkafka/rdkafka.h>

#include <map>
#include <string>
#include <vector>

#include "boomerang/broker/broker.h"

namespace boomerang::broker::kafka {

using Positions = std::map<Partition, Offset>;

// Fails: invalid  no such topic
//        busy     nobody could say within `wait`
Result<Partition> count_partitions(rd_kafka_t* client, const std::string& topic, const Clock& clock,
                                   Duration wait);

// What `partitions` hold now, each as found by `clock` within `wait`.
// Fails: invalid  no such topic or partition
//        busy     nobody could say within `wait`
Result<std::map<Partition, Range>> ranges(rd_kafka_t* client, const std::string& topic,
                                          const std::vector<Partition>& partitions,
                                          const Clock& clock, Duration wait);

// Where reading `partitions` from `start` begins. An offset that the log does not hold becomes
// the nearest that it does.
// Fails: as ranges()
Result<Positions> positions(rd_kafka_t* client, const std::string& topic,
                            const std::vector<Partition>& partitions, const Start& start,
                            const Clock& clock, Duration wait);

}  // namespace boomerang::broker::kafka
