#pragma once

// Records as librdkafka has them.

#include <librdkafka/rdkafka.h>

#include "boomerang/broker/broker.h"

namespace boomerang::broker::kafka {

// The caller owns what it gets, until it is given to a record that is produced. Null if there are
// no headers.
rd_kafka_headers_t* headers_of(const Record& record);

// Copies a message that was fetched. A key or a value that is null is an empty one.
Entry entry_of(const rd_kafka_message_t& message);

}  // namespace boomerang::broker::kafka
