// The contract of a broker, on the memory broker.

#include "boomerang/base/manual_clock.h"
#include "boomerang/broker/memory/memory_broker.h"
#include "test/contract/broker_contract.h"

namespace boomerang::broker {
namespace {

class MemoryHost final : public BrokerHost {
 public:
  std::unique_ptr<Broker> open() override {
    const MemoryOptions options{.record_bytes_max = contract_record_bytes_max};
    return std::make_unique<MemoryBroker>(clock_, options);
  }
  void pass_time(Duration by) override { clock_.advance(by); }

 private:
  ManualClock clock_;
};

const BrokerMaker maker{"memory", [] { return std::make_unique<MemoryHost>(); }};

INSTANTIATE_TEST_SUITE_P(Memory, BrokerContract, testing::Values(maker));
INSTANTIATE_TEST_SUITE_P(Memory, TopicContract, testing::Values(maker));
INSTANTIATE_TEST_SUITE_P(Memory, TimeContract, testing::Values(maker));
INSTANTIATE_TEST_SUITE_P(Memory, RetentionContract, testing::Values(maker));

}  // namespace
}  // namespace boomerang::broker
