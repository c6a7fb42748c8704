#pragma once

// The one table from librdkafka's errors to ours.

#include <librdkafka/rdkafka.h>

#include <string>
#include <string_view>

#include "boomerang/base/result.h"

namespace boomerang::broker::kafka {

// Of a call that changed nothing when it failed: `invalid` if it can never succeed, else `busy`.
Fault fault_of(rd_kafka_resp_err_t error, std::string_view doing);

// Of a record that was not acknowledged. What librdkafka knows of its fate comes first.
Fault fault_of(rd_kafka_resp_err_t error, rd_kafka_msg_status_t fate);

// Whether the topic or the partition is not there.
bool is_missing(rd_kafka_resp_err_t error);

}  // namespace boomerang::broker::kafka
