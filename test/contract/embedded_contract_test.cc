// The contract of a broker, on the embedded broker: with its newest records in memory, and with
// next to none, so that all is read from disk.

#include "boomerang/base/manual_clock.h"
#include "boomerang/base/temp_folder.h"
#include "boomerang/broker/embedded/embedded_broker.h"
#include "test/contract/broker_contract.h"

namespace boomerang::broker {
namespace {

class EmbeddedHost final : public BrokerHost {
 public:
  explicit EmbeddedHost(std::size_t tail_bytes_max) {
    options_.folder = folder_ / "log";
    options_.record_bytes_max = contract_record_bytes_max;
    options_.appender.queue_records_max = contract_queue_records_max;
    options_.appender.tail_bytes_max = tail_bytes_max;
  }

  std::unique_ptr<Broker> open() override {
    auto opened = EmbeddedBroker::open(options_, clock_);
    EXPECT_TRUE(opened) << (opened ? "" : opened.fault().what);
    return std::move(*opened);
  }
  void pass_time(Duration by) override { clock_.advance(by); }

 private:
  TempFolder folder_;
  ManualClock clock_;
  EmbeddedOptions options_;
};

const BrokerMaker from_memory{"tail", [] { return std::make_unique<EmbeddedHost>(1 << 20); }};
const BrokerMaker from_disk{"disk", [] { return std::make_unique<EmbeddedHost>(0); }};
const auto both = testing::Values(from_memory, from_disk);

INSTANTIATE_TEST_SUITE_P(Embedded, BrokerContract, both);
INSTANTIATE_TEST_SUITE_P(Embedded, TopicContract, both);
INSTANTIATE_TEST_SUITE_P(Embedded, TimeContract, both);
INSTANTIATE_TEST_SUITE_P(Embedded, RetentionContract, both);
INSTANTIATE_TEST_SUITE_P(Embedded, QueueContract, both);
INSTANTIATE_TEST_SUITE_P(Embedded, DurableContract, both);

}  // namespace
}  // namespace boomerang::broker
