#pragma once

#include <cstdint>
#include <string_view>

namespace boomerang::broker {

// The partition, from 0 to before `partitions`, that records of `key` go to: the same as that of
// Kafka's Java clients, so that producers in any language agree.
// Source: org.apache.kafka.common.utils.Utils.murmur2, BuiltInPartitioner.partitionForKey.
std::int32_t partition_of(std::string_view key, std::int32_t partitions);

}  // namespace boomerang::broker
