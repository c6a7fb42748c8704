#include "boomerang/worker/worker.h"

#include <functional>
#include <map>
#include <set>

#include <gmock/gmock.h>

#include "boomerang/base/manual_clock.h"
#include "boomerang/base/system_clock.h"
#include "boomerang/base/temp_folder.h"
#include "boomerang/event/codec.h"
#include "boomerang/store/sqlite/sqlite_store.h"
#include "boomerang/worker/fake_broker.h"
#include "boomerang/worker/sample_event.h"

namespace boomerang::worker {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using Fate = FakeBroker::Fate;

struct WorkerTest : testing::Test {
  WorkerTest() {
    const std::vector<store::Migration> schema = {
        {"001_user", "CREATE TABLE user (name TEXT PRIMARY KEY)"}};
    EXPECT_TRUE(store->migrate(schema));
    options = {"users", "requests", "outcomes", "dead", "/workers/w1"};
    options.outcome_wait = 0ms;
  }

  // Creates the user named by the body, unless the body is in `bad`.
  Handler handler() {
    return [this](const Event& event, store::Transaction& transaction) -> Result<Outcome> {
      const auto added = transaction.insert("INSERT INTO user VALUES (?)", {event.body});
      if (!added) return added.fault();
      ++runs[event.body];
      if (bad.contains(event.body)) return Fault{FaultKind::busy, "not now"};
      Outcome outcome;
      outcome.type = "UserCreated";
      outcome.status = 201;
      outcome.body = event.body;
      return outcome;
    };
  }

  Result<std::unique_ptr<Worker>> open() {
    return Worker::open(options, handler(), broker, *store, clock, random);
  }

  // Opens a worker in place of the one before, as after a crash of its process.
  void restart() {
    worker.reset();
    worker = *open();
    step();
  }

  void step(int times = 1) {
    for (int i = 0; i < times; ++i) ASSERT_TRUE(worker->step(0ms));
  }

  void put(std::uint64_t number, const std::string& key, const std::string& body) {
    broker.put(0, encode(sample_event(number, key, body)));
  }

  std::vector<std::string> users() {
    std::vector<std::string> names;
    const auto session = *store->connect();
    const auto rows = *(*session->begin())->query("SELECT name FROM user ORDER BY name");
    for (const auto& row : rows) {
      names.push_back(std::get<std::string>(row[0]));
    }
    return names;
  }

  // What the client of each reply reads, in order.
  std::vector<std::string> reply_types() {
    std::vector<std::string> types;
    for (const auto& copy : broker.appended("replies")) {
      types.push_back(decode_outcome(copy.record)->type);
    }
    return types;
  }

  TempFolder folder;
  ManualClock clock;
  SeededRandom random{1};
  std::unique_ptr<store::SqliteStore> store = *store::SqliteStore::open(folder / "store.db", clock);
  FakeBroker broker{{{"requests"}, {"outcomes"}, {"dead"}, {"replies"}}};
  Options options;
  std::set<std::string> bad;
  std::map<std::string, int> runs;
  std::unique_ptr<Worker> worker;
};

TEST_F(WorkerTest, ReplyGoesAtOnceAndTheOutcomesForTheWorldTogether) {
  options.outcome_wait = 5ms;
  worker = *open();
  put(1, "ada", "ada");
  step();
  clock.advance(4ms);
  put(2, "bob", "bob");
  step();
  EXPECT_THAT(reply_types(), SizeIs(2));
  EXPECT_THAT(broker.appended("outcomes"), IsEmpty());
  EXPECT_EQ(broker.committed(0), 0);

  clock.advance(1ms);
  step();

  EXPECT_THAT(broker.appended("outcomes"), SizeIs(2));
  EXPECT_EQ(broker.committed(0), 2);
}

TEST_F(WorkerTest, OutcomesThatWaitAreAppendedBeforeAWorkerStopsOrLosesTheirPartition) {
  options.outcome_wait = 1h;
  worker = *open();
  put(1, "ada", "ada");
  step();
  EXPECT_THAT(broker.appended("outcomes"), IsEmpty());
  broker.revoke(0);
  step();
  EXPECT_THAT(broker.appended("outcomes"), SizeIs(1));
  EXPECT_EQ(broker.committed(0), 1);
  step(2);
  put(2, "bob", "bob");
  step();
  EXPECT_THAT(broker.appended("outcomes"), SizeIs(1));

  worker->start();
  worker->stop();

  EXPECT_THAT(broker.appended("outcomes"), SizeIs(2));
  EXPECT_EQ(broker.committed(0), 2);
}

TEST_F(WorkerTest, EventHasItsEffectItsOutcomeAndItsOffset) {
  worker = *open();
  put(1, "ada", "ada");
  put(2, "bob", "bob");

  step();

  EXPECT_THAT(users(), ElementsAre("ada", "bob"));
  EXPECT_THAT(reply_types(), ElementsAre("UserCreated", "UserCreated"));
  EXPECT_THAT(broker.appended("outcomes"), SizeIs(2));
  EXPECT_EQ(broker.committed(0), 2);
  EXPECT_EQ(worker->counters().handled, 2u);
  EXPECT_EQ(worker->counters().batches, 1u);
}

TEST_F(WorkerTest, RepeatedRequestIsAnsweredWithTheSameRecord) {
  worker = *open();
  put(1, "ada", "ada");
  step();
  clock.advance(1h);
  put(1, "ada", "ada");

  step();

  const auto replies = broker.appended("replies");
  ASSERT_THAT(replies, SizeIs(2));
  EXPECT_EQ(replies[0], replies[1]);
  EXPECT_EQ(runs["ada"], 1);
  EXPECT_EQ(worker->counters().replayed, 1u);
}

TEST_F(WorkerTest, CrashBetweenCommitAndOutcomeIsMendedByTheNextWorker) {
  broker.decide_by([](const auto&) { return Fate::busy; });
  worker = *open();
  put(1, "ada", "ada");
  step();
  ASSERT_THAT(users(), ElementsAre("ada"));
  ASSERT_THAT(reply_types(), IsEmpty());
  ASSERT_EQ(broker.committed(0), 0);

  broker.decide_by(nullptr);
  restart();

  EXPECT_EQ(runs["ada"], 1);
  EXPECT_THAT(reply_types(), ElementsAre("UserCreated"));
  EXPECT_EQ(broker.committed(0), 1);
}

TEST_F(WorkerTest, UsedIdWithAnotherPayloadIsRefusedAndStoresNothing) {
  worker = *open();
  put(1, "ada", "ada");
  put(1, "ada", "eve");

  step();

  EXPECT_THAT(reply_types(), ElementsAre("UserCreated", std::string(mismatch_type)));
  EXPECT_THAT(broker.appended("outcomes"), SizeIs(1));
  EXPECT_THAT(users(), ElementsAre("ada"));
  EXPECT_EQ(broker.committed(0), 2);
  EXPECT_EQ(worker->counters().mismatched, 1u);
}

TEST_F(WorkerTest, PoisonWaitsAndOthersPassButThoseOfItsKey) {
  bad = {"bad"};
  worker = *open();
  put(1, "k", "bad");
  put(2, "k", "bob");
  put(3, "other", "cid");

  step(3);

  EXPECT_THAT(users(), ElementsAre("cid"));
  EXPECT_EQ(runs["bad"], 1) << "no time has passed";
  EXPECT_EQ(runs["bob"], 0);
  EXPECT_EQ(broker.committed(0), 0);

  bad.clear();
  clock.advance(1s);
  step();

  EXPECT_THAT(users(), ElementsAre("bad", "bob", "cid"));
  EXPECT_THAT(decode_outcome(broker.appended("replies").at(1).record)->attempts, 2);
  EXPECT_EQ(broker.committed(0), 3);
}

TEST_F(WorkerTest, LastAttemptMakesADeadLetterAndAFailedOutcome) {
  bad = {"bad"};
  worker = *open();
  put(1, "k", "bad");
  put(2, "k", "bob");

  for (int i = 0; i < 5; ++i) {
    step();
    clock.advance(30s);
  }

  EXPECT_EQ(runs["bad"], 5);
  EXPECT_THAT(users(), ElementsAre("bob"));
  EXPECT_THAT(reply_types(), ElementsAre(std::string(failed_type), "UserCreated"));
  const auto letters = broker.appended("dead");
  ASSERT_THAT(letters, SizeIs(1));
  EXPECT_EQ(letters[0].record.headers.find("boomerang_cause"), "not now");
  EXPECT_EQ(letters[0].record.headers.find("boomerang_attempts"), "5");
  EXPECT_EQ(letters[0].record.headers.find("boomerang_offset"), "0");
  EXPECT_EQ(broker.committed(0), 2);
  EXPECT_EQ(worker->counters().failed_attempts, 5u);
  EXPECT_EQ(worker->counters().dead_letters, 1u);
}

TEST_F(WorkerTest, DeadLetterThatACrashSwallowedIsWrittenAgain) {
  options.retry.attempts_max = 1;
  bad = {"bad"};
  broker.decide_by([](const auto&) { return Fate::busy; });
  worker = *open();
  put(1, "k", "bad");
  step();
  ASSERT_THAT(broker.appended("dead"), IsEmpty());

  broker.decide_by(nullptr);
  restart();

  EXPECT_EQ(runs["bad"], 1);
  EXPECT_THAT(broker.appended("dead"), SizeIs(1));
  EXPECT_THAT(reply_types(), ElementsAre(std::string(failed_type)));
  EXPECT_EQ(broker.committed(0), 1);
}

TEST_F(WorkerTest, RecordThatIsNoEventBecomesADeadLetter) {
  worker = *open();
  broker.put(0, Record{"k", {}, "garbage"});
  put(1, "k", "ada");

  step();

  ASSERT_THAT(broker.appended("dead"), SizeIs(1));
  EXPECT_THAT(users(), ElementsAre("ada"));
  EXPECT_EQ(broker.committed(0), 2);
}

TEST_F(WorkerTest, OffsetWaitsForEveryOutcomeBeforeIt) {
  int appends = 0;
  broker.decide_by([&](const auto&) { return appends++ < 2 ? Fate::held : Fate::acknowledged; });
  worker = *open();
  put(1, "a", "ada");
  put(2, "b", "bob");
  step(2);
  EXPECT_EQ(broker.committed(0), 0);

  broker.release();
  step();

  EXPECT_EQ(broker.committed(0), 2);
}

TEST_F(WorkerTest, LostAcknowledgementIsRepeatedWithTheSameBytes) {
  int appends = 0;
  broker.decide_by([&](const auto&) { return appends++ < 2 ? Fate::lost : Fate::acknowledged; });
  worker = *open();
  put(1, "a", "ada");
  step(2);
  EXPECT_EQ(broker.committed(0), 0);

  clock.advance(1s);
  step();

  const auto replies = broker.appended("replies");
  ASSERT_THAT(replies, SizeIs(2));
  EXPECT_EQ(replies[0], replies[1]);
  EXPECT_EQ(runs["ada"], 1);
  EXPECT_EQ(broker.committed(0), 1);
  EXPECT_EQ(worker->counters().unacknowledged, 1u);
  EXPECT_EQ(worker->counters().replayed, 0u);
}

TEST_F(WorkerTest, RevokedPartitionIsDroppedAndDeliveredAgain) {
  bad = {"bad"};
  broker.decide_by(
      [](const auto& topic) { return topic == "replies" ? Fate::held : Fate::acknowledged; });
  worker = *open();
  put(1, "a", "ada");
  put(2, "b", "bad");
  step();

  broker.revoke(0);
  step();
  bad.clear();
  broker.release();
  clock.advance(1min);
  step();
  broker.release();
  step();

  EXPECT_EQ(runs["ada"], 1);
  EXPECT_EQ(runs["bad"], 2);
  EXPECT_THAT(reply_types(), ElementsAre("UserCreated", "UserCreated", "UserCreated"));
  EXPECT_EQ(broker.committed(0), 2);
}

TEST_F(WorkerTest, StoreThatIsAwayDelaysTheBatchAndCountsNoAttempt) {
  store = *store::SqliteStore::open(folder / "store.db", clock, {.busy_wait = 1ms});
  worker = *open();
  put(1, "a", "ada");
  const auto session = *store->connect();
  {
    const auto holder = *session->begin();
    step(3);
  }
  EXPECT_EQ(worker->counters().store_troubles, 1u) << "no time has passed";

  clock.advance(1s);
  step();

  EXPECT_THAT(users(), ElementsAre("ada"));
  EXPECT_EQ(decode_outcome(broker.appended("replies").at(0).record)->attempts, 1);
}

TEST_F(WorkerTest, NothingIsReadWhileTooManyWait) {
  options.parked_max = 2;
  bad = {"bad1", "bad2"};
  worker = *open();
  put(1, "a", "bad1");
  put(2, "b", "bad2");
  step();
  put(3, "c", "cid");
  step(3);
  EXPECT_THAT(users(), IsEmpty());

  bad.clear();
  clock.advance(1s);
  step(2);

  EXPECT_THAT(users(), ElementsAre("bad1", "bad2", "cid"));
}

TEST_F(WorkerTest, OldRequestsAreForgottenWhileNobodyWaits) {
  worker = *open();
  put(1, "a", "ada");
  step();
  clock.advance(15 * 24h);

  step();

  const auto session = *store->connect();
  const std::vector ids = {to_bytes(sample_event(1, "", "").id)};
  EXPECT_THAT(*(*session->begin())->inbox_find(ids), IsEmpty());
}

TEST_F(WorkerTest, ImpossibleOptionsAreRefused) {
  const auto refused = [this](auto change) {
    const Options good = options;
    change(options);
    const auto opened = open();
    options = good;
    return !opened && opened.fault().kind == FaultKind::invalid;
  };
  EXPECT_TRUE(refused([](Options& o) { o.batch_max = 1001; }));
  EXPECT_TRUE(refused([](Options& o) { o.dead_letters_topic = "missing"; }));
  EXPECT_TRUE(refused([](Options& o) { o.inbox_age_max = 7 * 24h; }));
  EXPECT_TRUE(refused([](Options& o) { o.retry.attempts_max = 0; }));
  EXPECT_TRUE(open());
}

// On a thread of its own, with the machine's clock: stop() ends a read that waits, and leaves
// nothing behind that was acknowledged but not committed.
TEST_F(WorkerTest, StopWaitsForOutcomesAndCommits) {
  const SystemClock system;
  worker = *Worker::open(options, handler(), broker, *store, system, random);
  worker->start();
  for (std::uint64_t i = 0; i < 200; ++i) put(i, std::to_string(i), std::to_string(i));
  while (worker->counters().handled < 200) std::this_thread::yield();

  worker->stop();

  EXPECT_FALSE(worker->running());
  EXPECT_EQ(broker.committed(0), 200);
  EXPECT_THAT(broker.appended("replies"), SizeIs(200));
}

}  // namespace
}  // namespace boomerang::worker
