// The embedded log on a disk that forgets and fails.
//
// Goal: whatever the instant, what was acknowledged of a synced topic is there afterwards, at the
// place that was told, and the log is a prefix of what was appended.
// Method: one small run with appends, checkpoints and retention is repeated, and the N-th write,
// truncation or sync is the one at which the power goes or the disk fails, for N = 1, 2, 3 ...
// until the run is through untouched.

#include <algorithm>
#include <atomic>
#include <latch>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include <gtest/gtest.h>

#include "boomerang/base/manual_clock.h"
#include "boomerang/base/random.h"
#include "boomerang/base/temp_folder.h"
#include "boomerang/broker/embedded/embedded_broker.h"
#include "boomerang/sqlite/database.h"
#include "test/crash/forgetful_disk.h"

namespace boomerang::broker {
namespace {

using Failure = ForgetfulDisk::Failure;
using Lasting = ForgetfulDisk::Lasting;
using Survivors = ForgetfulDisk::Survivors;

constexpr std::uint64_t seed = 20261124;
constexpr int rounds = 6;
constexpr int records_in_round = 3;

class PowerCutRun {
 public:
  PowerCutRun() {
    options_.folder = folder_ / "log";
    options_.vfs = disk.name();
    options_.appender.checkpoint_pages = 8;
    options_.appender.checkpoint_pages_max = 16;
    options_.appender.tail_bytes_max = 0;
    options_.appender.reopen_wait_min = std::chrono::milliseconds(1);
    options_.appender.reopen_wait_max = std::chrono::milliseconds(1);
  }

  // False if the disk does not let it.
  bool open() {
    auto opened = EmbeddedBroker::open(options_, clock_);
    if (!opened) return false;
    broker_ = std::move(*opened);
    return bool{broker_->ensure_topic({"t", 1, Durability::synced, {std::chrono::hours(1), 9000}})};
  }
  void close() { broker_.reset(); }
  bool healthy() { return bool{broker_->health()}; }

  // Appends a few records at once and waits. Says how many were acknowledged.
  int append_round() {
    std::latch done(records_in_round);
    std::atomic<int> stored{0};
    for (int i = 0; i < records_in_round; ++i) {
      const std::string value = std::to_string(next_++) + std::string(700, 'x');
      attempted_.insert(value);
      broker_->append("t", 0, {"", {}, value}, [&, value](const Result<Place>& place) {
        const std::lock_guard lock(mutex_);
        if (place) {
          acknowledged_[place->offset] = value;
          ++stored;
        } else if (place.fault().kind == FaultKind::busy) {
          refused_.insert(value);
        }
        done.count_down();
      });
    }
    done.wait();
    return stored;
  }

  // Appends until something is acknowledged. The log comes back by itself.
  void append_until_stored() {
    for (int tries = 0; append_round() == 0; ++tries) {
      ASSERT_LT(tries, 1'000'000) << "the log does not come back";
      std::this_thread::yield();
    }
  }

  void expect_all_acknowledged() {
    ASSERT_TRUE(open());
    const Range range = *broker_->range("t", 0);
    const Offset stored = acknowledged_.empty() ? 0 : acknowledged_.rbegin()->first + 1;
    ASSERT_GE(range.end, stored);
    const auto reader = *broker_->read("t", {}, Beginning{});
    std::set<std::string> seen;
    for (Offset offset = range.begin; offset < range.end;) {
      const auto entries = reader->read(100, Duration{0});
      ASSERT_TRUE(entries) << entries.fault().what;
      ASSERT_FALSE(entries->empty());
      for (const auto& entry : *entries) {
        ASSERT_EQ(entry.offset, offset++);
        const auto& value = entry.record->value;
        ASSERT_TRUE(attempted_.contains(value)) << "nobody appended this";
        ASSERT_FALSE(refused_.contains(value)) << "busy means that it is not there";
        ASSERT_TRUE(seen.insert(value).second) << "appended once, there twice";
        const auto acknowledged = acknowledged_.find(entry.offset);
        ASSERT_TRUE(acknowledged == acknowledged_.end() || acknowledged->second == value);
      }
    }
    EXPECT_EQ(append_round(), records_in_round);
    close();
    for (const char* file : {"log.db", "relaxed.db"}) {
      const auto database = *sqlite::Database::open(options_.folder / file);
      EXPECT_EQ(*database->integer("SELECT integrity_check = 'ok' FROM pragma_integrity_check"), 1);
    }
  }

  ForgetfulDisk disk;

 private:
  TempFolder folder_;
  ManualClock clock_;
  EmbeddedOptions options_;
  std::unique_ptr<EmbeddedBroker> broker_;
  int next_ = 0;
  std::set<std::string> attempted_;
  std::mutex mutex_;  // For what completions fill.
  std::map<Offset, std::string> acknowledged_;
  std::set<std::string> refused_;
};

class PowerCutTest : public testing::TestWithParam<Survivors> {};

TEST_P(PowerCutTest, AcknowledgedRecordsSurviveACutAtEachOperation) {
  bool through = false;
  int n = 1;
  for (; !through; ++n) {
    SCOPED_TRACE("power cut at operation " + std::to_string(n));
    SeededRandom random(seed + static_cast<std::uint64_t>(n));
    PowerCutRun run;
    run.disk.fail_at(n, Failure::power_cut, Lasting::from_then_on);
    const bool opened = run.open();
    for (int round = 0; opened && round < rounds; ++round) run.append_round();
    through = !run.disk.failed();
    run.close();
    run.disk.cut(GetParam(), random);
    run.expect_all_acknowledged();
    if (HasFatalFailure()) return;
  }
  EXPECT_GT(n, 40) << "too few operations for a run of this kind";
}

std::string name_of_survivors(const testing::TestParamInfo<Survivors>& info) {
  const char* const names[] = {"nothing_survives", "a_torn_beginning_survives", "some_survive"};
  return names[static_cast<std::size_t>(info.param)];
}

INSTANTIATE_TEST_SUITE_P(Each, PowerCutTest,
                         testing::Values(Survivors::none, Survivors::torn, Survivors::scattered),
                         name_of_survivors);

struct Trouble {
  Failure failure;
  Lasting lasting;
};

class FailingDiskTest : public testing::TestWithParam<Trouble> {};

// After the failure the log must come back by itself, and a power cut later still must not take
// anything that was acknowledged, before or after.
TEST_P(FailingDiskTest, NothingIsAcknowledgedThatACutCouldTake) {
  bool through = false;
  for (int n = 1; !through; ++n) {
    SCOPED_TRACE("failure at operation " + std::to_string(n));
    SeededRandom random(seed);
    PowerCutRun run;
    ASSERT_TRUE(run.open());
    run.disk.fail_at(n, GetParam().failure, GetParam().lasting);
    for (int round = 0; round < rounds && !run.disk.failed(); ++round) run.append_round();
    through = !run.disk.failed();
    if (!through && GetParam().lasting == Lasting::from_then_on) {
      for (int i = 0; i < 3; ++i) EXPECT_EQ(run.append_round(), 0) << "acknowledged in vain";
      EXPECT_FALSE(run.healthy());
    }
    run.disk.heal();
    for (int i = 0; i < 2; ++i) run.append_until_stored();
    run.close();
    run.disk.cut(Survivors::none, random);
    run.expect_all_acknowledged();
    if (HasFatalFailure()) return;
  }
}

std::string name_of_trouble(const testing::TestParamInfo<Trouble>& info) {
  const std::string failure = info.param.failure == Failure::eio ? "eio_" : "enospc_";
  return failure + (info.param.lasting == Lasting::once ? "once" : "from_then_on");
}

INSTANTIATE_TEST_SUITE_P(Each, FailingDiskTest,
                         testing::Values(Trouble{Failure::eio, Lasting::once},
                                         Trouble{Failure::eio, Lasting::from_then_on},
                                         Trouble{Failure::enospc, Lasting::once},
                                         Trouble{Failure::enospc, Lasting::from_then_on}),
                         name_of_trouble);

}  // namespace
}  // namespace boomerang::broker
