#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "boomerang/base/clock.h"

namespace boomerang::broker {

struct KafkaOptions {
  std::string servers;  // "host:port,host:port": some brokers of the cluster.
  std::string client_id = "boomerang";

  // Any property of librdkafka, such as security.protocol or sasl.password. Set last: they win
  // over what settings.cc chooses, and over the options below.
  std::vector<std::pair<std::string, std::string>> properties = {};

  // How long a record may wait for its acknowledgement; librdkafka looks once a second, so it can
  // be a second more. Together shorter than the five seconds that a gateway keeps its client by
  // default, so that a client hears "nothing happened" when that is so.
  Duration append_wait_max = std::chrono::seconds(3);

  // How long every other call waits for the brokers before it says `busy`.
  Duration call_wait_max = std::chrono::seconds(5);

  // How soon partitions that were added elsewhere are read.
  Duration topic_refresh = std::chrono::seconds(30);

  // As bytes_of() counts: a body of 1 MiB, with its headers.
  std::size_t record_bytes_max = (1 << 20) + (64 << 10);

  // What waits to be acknowledged.
  std::size_t queue_records_max = 100'000;
  std::size_t queue_bytes_max = 256 << 20;

  // What one reader or consumer holds that was fetched and not read yet.
  std::size_t fetched_bytes_max = 64 << 20;

  // Copies of each topic that ensure_topic() makes, and the least that it accepts of one that is
  // there. 0: as many as there are brokers, at most 3. From 3 on, two copies must be written
  // before an append is acknowledged.
  int replication = 0;
};

}  // namespace boomerang::broker
