#pragma once

// broker.h as tests, to be run on every implementation: include this, instantiate the suites that
// apply with a maker of your own, and link broker_contract.cc.

#include <chrono>
#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "boomerang/broker/broker.h"

namespace boomerang::broker {

// Opens brokers on one place where records are kept.
class BrokerHost {
 public:
  virtual ~BrokerHost() = default;

  // The one before must be gone. A durable broker finds again what that one held.
  virtual std::unique_ptr<Broker> open() = 0;

  // Later records have a later time.
  virtual void pass_time(Duration by) = 0;
};

struct BrokerMaker {
  std::string name;
  std::function<std::unique_ptr<BrokerHost>()> make;

  friend std::ostream& operator<<(std::ostream& out, const BrokerMaker& maker) {
    return out << maker.name;
  }
};

// What the hosts' brokers take at most, so that the suites can go past it.
constexpr std::size_t contract_record_bytes_max = 64 << 10;
constexpr std::size_t contract_queue_records_max = 16;

class BrokerContract : public testing::TestWithParam<BrokerMaker> {
 protected:
  BrokerContract();

  void reopen();
  void make_topic(const std::string& name, Partition partitions = 1);

  // Appends and waits for the completion.
  Result<Place> append(const std::string& topic, std::optional<Partition> partition, Record record);
  Place append(const std::string& topic, const std::string& value);

  // Reads until there are `count` entries, or none has come for long.
  static std::vector<Entry> read(Reader& reader, std::size_t count);
  std::vector<Entry> read(const std::string& topic, Start start, std::size_t count);

  const std::unique_ptr<BrokerHost> host_;
  std::unique_ptr<Broker> broker_;
};

// For brokers that make and change topics themselves.
class TopicContract : public BrokerContract {};

// For brokers whose host lets time pass.
class TimeContract : public BrokerContract {};

// For brokers that keep retention with the next append, by their host's time.
class RetentionContract : public BrokerContract {};

// For brokers in which appends wait in a queue, up to contract_queue_records_max of them.
class QueueContract : public BrokerContract {};

// For brokers which outlive their process.
class DurableContract : public BrokerContract {};

std::vector<std::string> values_of(const std::vector<Entry>& entries);

}  // namespace boomerang::broker
