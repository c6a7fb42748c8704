// Members of a group that come and go at any moment, most of all between joining and their first
// partitions, while one stays. Nobody who has left is waited for: that would take a session, and
// sessions are so long here that this cannot be missed. On a real cluster, if the environment
// names one (real_kafka.h): the mock one holds every rebalance for nearly a session.
// BOOMERANG_TEST_KAFKA_ASSIGNOR sets another partition.assignment.strategy than the one the broker
// chooses, to see what that does, and BOOMERANG_TEST_KAFKA_ROUNDS how often each member comes and
// goes.

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "boomerang/base/random.h"
#include "boomerang/base/system_clock.h"
#include "boomerang/broker/kafka/kafka_broker.h"
#include "test/contract/real_kafka.h"

namespace boomerang::broker {
namespace {

using namespace std::chrono_literals;

constexpr Partition partitions = 6;
constexpr int guests = 3;

int rounds() {
  const char* const wanted = std::getenv("BOOMERANG_TEST_KAFKA_ROUNDS");
  return wanted == nullptr ? 10 : std::atoi(wanted);
}

// Far more than all rounds take, on a busy machine too. librdkafka allows no more than 300 s.
Duration session() { return std::clamp<Duration>(rounds() * 10s, 120s, 300s); }

// Who has what, by what the members were told.
class Owners {
 public:
  void take(const std::vector<Partition>& given) {
    const std::lock_guard lock(mutex_);
    for (const Partition partition : given) {
      if (!taken_.insert(partition).second) ++conflicts_;
    }
  }
  void give_up(const std::set<Partition>& given_up) {
    const std::lock_guard lock(mutex_);
    for (const Partition partition : given_up) taken_.erase(partition);
  }
  int conflicts() const { return conflicts_; }

 private:
  std::mutex mutex_;
  std::set<Partition> taken_;
  std::atomic<int> conflicts_ = 0;
};

class Member {
 public:
  Member(std::unique_ptr<Consumer> consumer, Owners& owners)
      : consumer_(std::move(consumer)), owners_(owners) {}
  ~Member() { owners_.give_up(partitions_); }  // And then leaves.

  // What was revoked at the read before is given up by this one.
  void read(Duration wait) {
    owners_.give_up(revoked_);
    for (const Partition partition : revoked_) partitions_.erase(partition);
    revoked_.clear();
    const auto batch = consumer_->read(16, wait);
    if (!batch) return;
    owners_.take(batch->assigned);
    partitions_.insert(batch->assigned.begin(), batch->assigned.end());
    revoked_.insert(batch->revoked.begin(), batch->revoked.end());
    for (const Entry& entry : batch->entries) {
      if (!consumer_->commit(entry.partition, entry.offset + 1)) ++refused_;
    }
  }

  bool joined() const { return consumer_->joined(); }
  bool has_all() const { return partitions_.size() == partitions && revoked_.empty(); }
  int refused() const { return refused_; }

 private:
  std::unique_ptr<Consumer> consumer_;
  Owners& owners_;
  std::set<Partition> partitions_;
  std::set<Partition> revoked_;
  int refused_ = 0;
};

struct KafkaChurnTest : testing::TestWithParam<KafkaOptions> {
  std::unique_ptr<KafkaBroker> open(KafkaOptions options) {
    const auto session_ms = std::chrono::duration_cast<std::chrono::milliseconds>(session());
    options.properties.emplace_back("session.timeout.ms", std::to_string(session_ms.count()));
    if (const char* assignor = std::getenv("BOOMERANG_TEST_KAFKA_ASSIGNOR")) {
      options.properties.emplace_back("partition.assignment.strategy", assignor);
    }
    auto opened = KafkaBroker::open(std::move(options), clock);
    EXPECT_TRUE(opened) << (opened ? "" : opened.fault().what);
    return std::move(*opened);
  }

  // One member stays and reads; `guests` others join, read for a moment and leave.
  void come_and_go(KafkaBroker& broker) {
    Owners owners;
    Member steady(*broker.join("g" + suffix, topic), owners);
    while (!steady.has_all()) steady.read(50ms);

    std::atomic<int> here = guests;
    std::vector<std::jthread> threads;
    for (int guest = 0; guest < guests; ++guest) {
      threads.emplace_back([&, seed = random.next()] {
        SeededRandom own(seed);
        for (int round = 0; round < rounds(); ++round) {
          Member member(*broker.join("g" + suffix, topic), owners);
          for (auto reads = own.next() % 4; reads > 0; --reads) {
            member.read(std::chrono::milliseconds(own.next() % 150));
          }
        }
        --here;
      });
    }
    for (int round = 0; here > 0 || !steady.has_all(); ++round) {
      append(broker, round % partitions);
      steady.read(50ms);
    }

    EXPECT_EQ(owners.conflicts(), 0) << "a partition had two owners";
    EXPECT_EQ(steady.refused(), 0) << "a commit of an owner was refused";
  }

  void append(KafkaBroker& broker, Partition partition) {
    broker.append(topic, partition, {"", {}, "value"}, [](const Result<Place>&) {});
  }

  SystemClock clock;
  SystemRandom random;
  const std::string suffix = std::to_string(random.next());
  const std::string topic = "churn-" + suffix;
};

TEST_P(KafkaChurnTest, EveryPartitionHasOneOwnerAtATimeWhoeverComesAndGoes) {
  const auto broker = open(GetParam());
  ASSERT_TRUE(broker->ensure_topic({.name = topic, .partitions = partitions}));
  const Instant begun = clock.now();

  come_and_go(*broker);

  EXPECT_LT(clock.now() - begun, session()) << "the group waited for one that had left";
}

TEST_P(KafkaChurnTest, MemberWithoutPartitionsIsNotMissed) {
  const auto broker = open(GetParam());
  ASSERT_TRUE(broker->ensure_topic({.name = topic, .partitions = 1}));
  Owners owners;
  Member steady(*broker->join("g" + suffix, topic), owners);
  const auto join_and_wait = [&] {
    auto member = std::make_unique<Member>(*broker->join("g" + suffix, topic), owners);
    while (!member->joined() || !steady.joined()) {
      steady.read(10ms);
      member->read(10ms);
    }
    return member;
  };
  const Instant begun = clock.now();

  for (int guest = 0; guest < guests; ++guest) join_and_wait();

  EXPECT_LT(clock.now() - begun, session()) << "the group waited for one that had left";
  EXPECT_EQ(owners.conflicts(), 0) << "a partition had two owners";
}

GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(KafkaChurnTest);
INSTANTIATE_TEST_SUITE_P(Real, KafkaChurnTest, testing::ValuesIn(real_clusters()),
                         [](const auto&) { return "cluster"; });

}  // namespace
}  // namespace boomerang::broker
