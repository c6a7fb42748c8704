#pragma once

// A log that is gone with the process: what broker.h says, in the plainest way.

#include <cstddef>
#include <memory>

#include "boomerang/base/clock.h"
#include "boomerang/broker/broker.h"

namespace boomerang::broker {

struct MemoryOptions {
  std::size_t record_bytes_max = 1 << 20;
};

// Nothing waits to be written: every append completes inside append(), and is never `busy`.
//
// Threads: any, but for close().
// Bounds:  a topic's retention, which append() keeps.
class MemoryBroker final : public Broker {
 public:
  explicit MemoryBroker(const Clock& clock, MemoryOptions options = {});
  ~MemoryBroker() override;

  Result<void> ensure_topic(const Topic& topic) override;
  Result<std::vector<Topic>> topics() override;
  Result<Range> range(std::string_view topic, Partition partition) override;
  void append(std::string_view topic, std::optional<Partition> partition, Record record,
              Appended appended) override;
  Result<std::unique_ptr<Reader>> read(std::string_view topic, std::vector<Partition> partitions,
                                       Start start) override;
  Result<std::unique_ptr<Consumer>> join(std::string_view group, std::string_view topic) override;
  void close() override;

  struct State;

 private:
  Result<Place> add(std::string_view topic, std::optional<Partition> partition, Record record);

  const Clock& clock_;
  const MemoryOptions options_;
  const std::shared_ptr<State> state_;  // Readers outlive the broker.
};

}  // namespace boomerang::broker
