// The worker against a broker and a store that misbehave by a seed: entries are delivered again,
// partitions taken away, acknowledgements held back and lost, commits undone or left unknown,
// workers replaced, handlers fail and throw. Then all heals, and what is left is compared with
// what was asked. One thread, no real time: a failing seed fails again.

#include <map>
#include <set>
#include <stdexcept>

#include <gmock/gmock.h>

#include "boomerang/base/log.h"
#include "boomerang/base/manual_clock.h"
#include "boomerang/base/temp_folder.h"
#include "boomerang/event/codec.h"
#include "boomerang/store/sqlite/sqlite_store.h"
#include "boomerang/worker/fake_broker.h"
#include "boomerang/worker/sample_event.h"
#include "boomerang/worker/worker.h"

namespace boomerang::worker {
namespace {

using namespace std::chrono_literals;
using Fate = FakeBroker::Fate;

// A transaction whose commit now and then is undone, or is done without saying so.
class FlakyTransaction final : public store::Transaction {
 public:
  FlakyTransaction(std::unique_ptr<store::Transaction> inner, Random& random, const bool& healed)
      : inner_(std::move(inner)), random_(random), healed_(healed) {}

  Result<std::int64_t> execute(std::string_view sql, store::Values values) override {
    return inner_->execute(sql, values);
  }
  Result<std::vector<store::Row>> query(std::string_view sql, store::Values values) override {
    return inner_->query(sql, values);
  }
  Result<Insert> insert(std::string_view sql, store::Values values) override {
    if (!healed_ && random_.below(200) == 0) return Fault{FaultKind::busy, "a deadlock"};
    return inner_->insert(sql, values);
  }
  Result<std::vector<Insert>> insert_new(std::string_view table,
                                         std::span<const std::string_view> columns,
                                         std::span<const store::Row> rows) override {
    return inner_->insert_new(table, columns, rows);
  }
  Result<void> savepoint(std::string_view name) override { return inner_->savepoint(name); }
  Result<void> rollback_to(std::string_view name) override { return inner_->rollback_to(name); }
  Result<void> release(std::string_view name) override { return inner_->release(name); }
  Result<std::vector<store::InboxRow>> inbox_find(
      std::span<const std::array<std::uint8_t, 16>> ids) override {
    return inner_->inbox_find(ids);
  }
  Result<void> inbox_add(std::span<const store::InboxRow> rows) override {
    return inner_->inbox_add(rows);
  }
  Result<std::int64_t> inbox_prune(WallTime before, std::int64_t rows_max) override {
    return inner_->inbox_prune(before, rows_max);
  }
  Result<void> commit() override {
    const auto chance = healed_ ? 99 : random_.below(20);
    if (chance == 0) return Fault{FaultKind::busy, "not committed"};
    auto done = inner_->commit();
    if (done && chance < 3) return Fault{FaultKind::unknown, "committed, and nobody was told"};
    return done;
  }

 private:
  const std::unique_ptr<store::Transaction> inner_;
  Random& random_;
  const bool& healed_;
};

class FlakyStore final : public store::Store {
 public:
  FlakyStore(store::Store& inner, store::BatchStyle style, Random& random, const bool& healed)
      : inner_(inner), style_(style), random_(random), healed_(healed) {}

  store::BatchStyle batch_style() const override { return style_; }
  Result<void> migrate(std::span<const store::Migration> migrations) override {
    return inner_.migrate(migrations);
  }
  Result<std::unique_ptr<store::Session>> connect() override {
    return std::unique_ptr<store::Session>(new FlakySession(*inner_.connect(), *this));
  }

 private:
  class FlakySession final : public store::Session {
   public:
    FlakySession(std::unique_ptr<store::Session> inner, FlakyStore& store)
        : inner_(std::move(inner)), store_(store) {}
    Result<std::unique_ptr<store::Transaction>> begin() override {
      auto begun = inner_->begin();
      if (!begun) return begun;
      return std::unique_ptr<store::Transaction>(
          new FlakyTransaction(*std::move(begun), store_.random_, store_.healed_));
    }

   private:
    const std::unique_ptr<store::Session> inner_;
    FlakyStore& store_;
  };

  store::Store& inner_;
  const store::BatchStyle style_;
  Random& random_;
  const bool& healed_;
};

struct Asked {
  Event event;
  broker::Partition partition;
  broker::Offset offset;
};

// What was seen over all seeds, so that the test cannot pass by never meeting what it is about.
struct Seen {
  std::uint64_t replayed = 0, mismatched = 0, dead_letters = 0, troubles = 0, unacknowledged = 0,
                restarts = 0, revocations = 0;
};

class Simulation {
 public:
  explicit Simulation(std::uint64_t seed)
      : random_(seed),
        style_(seed % 3 == 0 ? store::BatchStyle::optimistic : store::BatchStyle::savepoint_each) {
    const std::vector<store::Migration> schema = {
        {"001_effect",
         "CREATE TABLE effect (seq INTEGER PRIMARY KEY, id TEXT, number INTEGER, "
         "key TEXT)"}};
    EXPECT_TRUE(sqlite_->migrate(schema));
    set_wise_ = seed % 3 == 1;
    broker_.decide_by([this](const auto&) { return fate(); });
    open();
  }

  void run(int actions, Seen& seen) {
    for (int i = 0; i < actions; ++i) {
      act(seen);
      check_watermarks();
    }
    heal(seen);
    check_watermarks();
    check_effects();
    check_outcomes();
    check_dead_letters();
    check_mismatches();
  }

 private:
  // A body says how its handling goes: "ok 7", "flaky 7", "throw 7", "invalid 7".
  static bool poison(const Event& event) {
    return event.body.starts_with("throw") || event.body.starts_with("invalid");
  }

  Fate fate() {
    if (healed_) return Fate::acknowledged;
    const auto chance = random_.below(10);
    return chance == 0   ? Fate::held
           : chance == 1 ? Fate::busy
           : chance == 2 ? Fate::lost
                         : Fate::acknowledged;
  }

  Result<Outcome> handle(const Event& event, store::Transaction& transaction) {
    const int run = ++runs_[event.id];
    const std::int64_t number = std::stoll(event.body.substr(event.body.find(' ')));
    const auto added = transaction.insert("INSERT INTO effect (id, number, key) VALUES (?, ?, ?)",
                                          {to_string(event.id), number, event.key});
    if (!added) return added.fault();
    if (event.body.starts_with("throw")) throw std::runtime_error("thrown");
    if (event.body.starts_with("invalid")) return Fault{FaultKind::invalid, "never"};
    if (event.body.starts_with("flaky") && run < 3) return Fault{FaultKind::busy, "not yet"};
    Outcome outcome;
    outcome.type = "Done";
    outcome.body = event.body;
    return outcome;
  }

  void open() {
    const Handler one = [this](const Event& event, store::Transaction& transaction) {
      return handle(event, transaction);
    };
    const SetHandler all = [this](std::span<const Event> events,
                                  store::Transaction& transaction) -> Result<std::vector<Outcome>> {
      std::vector<Outcome> outcomes;
      for (const Event& event : events) {
        auto outcome = handle(event, transaction);
        if (!outcome) return outcome.fault();
        outcomes.push_back(*std::move(outcome));
      }
      return outcomes;
    };
    worker_.reset();
    Options options{"group", "requests", "outcomes", "dead", "/workers/w"};
    options.batch_max = 1 + random_.below(8);
    options.retry.delay_max = 1s;
    if (random_.below(2) == 0) options.outcome_wait = 0ms;
    worker_ = *Worker::open(options, set_wise_ ? AnyHandler(all) : AnyHandler(one), broker_, store_,
                            clock_, random_);
  }

  void ask() {
    const std::uint64_t number = asked_.size();
    Event event;
    if (!asked_.empty() && random_.below(4) == 0) {
      // The same request again; now and then with another payload.
      event = asked_[random_.below(asked_.size())].event;
      if (random_.below(3) == 0) {
        event = sample_event(event.id.low & 0xFFFF, event.key, "ok " + std::to_string(number));
      }
    } else {
      static constexpr const char* kinds[] = {"ok", "ok", "ok", "ok", "flaky", "throw", "invalid"};
      event = sample_event(number, "key" + std::to_string(random_.below(6)),
                           std::string(kinds[random_.below(7)]) + " " + std::to_string(number));
    }
    const auto partition = static_cast<broker::Partition>(event.key.back() % 3);
    const auto offset = broker_.put(partition, encode(event));
    asked_.push_back({event, partition, offset});
  }

  void act(Seen& seen) {
    const auto chance = random_.below(100);
    if (chance < 40) {
      ask();
    } else if (chance < 80) {
      ASSERT_TRUE(worker_->step(0ms));
    } else if (chance < 90) {
      clock_.advance(std::chrono::milliseconds(random_.below(1000)));
    } else if (chance < 95) {
      broker_.release();
    } else if (chance < 98) {
      broker_.revoke(static_cast<broker::Partition>(random_.below(3)));
      ++seen.revocations;
    } else {
      note(seen);
      open();
      ++seen.restarts;
    }
  }

  void note(Seen& seen) {
    const Counters counters = worker_->counters();
    seen.replayed += counters.replayed;
    seen.mismatched += counters.mismatched;
    seen.dead_letters += counters.dead_letters;
    seen.troubles += counters.store_troubles;
    seen.unacknowledged += counters.unacknowledged;
  }

  bool done() const {
    return std::all_of(asked_.begin(), asked_.end(), [&](const Asked& asked) {
      return broker_.committed(asked.partition) > asked.offset;
    });
  }

  void heal(Seen& seen) {
    healed_ = true;
    for (int steps = 0; !done(); ++steps) {
      ASSERT_LT(steps, 2000) << "events are left";
      broker_.release();
      clock_.advance(1s);
      ASSERT_TRUE(worker_->step(0ms));
    }
    note(seen);
  }

  std::set<std::string> ids_in(const std::string& topic, std::string_view header) const {
    std::set<std::string> ids;
    for (const auto& copy : broker_.appended(topic)) {
      ids.insert(std::string(copy.record.headers.find(header).value_or("")));
    }
    return ids;
  }

  // Promise 1: below the committed offset everything has its outcome, and its dead letter.
  void check_watermarks() const {
    const auto answered = ids_in("replies", "ce_correlationid");
    const auto told = ids_in("outcomes", "ce_correlationid");
    for (const Asked& asked : asked_) {
      if (asked.offset >= broker_.committed(asked.partition)) continue;
      EXPECT_TRUE(answered.contains(to_string(asked.event.id))) << asked.event.body;
      EXPECT_TRUE(told.contains(to_string(asked.event.id))) << asked.event.body;
    }
  }

  // Promises 2 and 6: one effect for each request that can have one, in the order of its key.
  void check_effects() const {
    std::map<std::string, int> effects;
    std::map<std::string, std::int64_t> last;
    const auto session = *sqlite_->connect();
    const auto rows =
        *(*session->begin())->query("SELECT id, key, number FROM effect ORDER BY seq");
    for (const auto& row : rows) {
      ++effects[std::get<std::string>(row[0])];
      const auto number = std::get<std::int64_t>(row[2]);
      const auto before = last.try_emplace(std::get<std::string>(row[1]), -1).first;
      EXPECT_GT(number, before->second) << "key " << before->first;
      before->second = number;
    }
    for (const auto& [id, event] : first_payloads()) {
      EXPECT_EQ(effects[id], poison(event) ? 0 : 1) << event.body;
    }
  }

  // The events of a request are in one partition, so its first payload is the one that counts.
  std::map<std::string, Event> first_payloads() const {
    std::map<std::string, Event> first;
    for (const Asked& asked : asked_) first.emplace(to_string(asked.event.id), asked.event);
    return first;
  }

  // Promise 3: each request has an outcome, all its copies are the same, and there are no others.
  void check_outcomes() const {
    const auto first = first_payloads();
    std::map<std::string, Record> outcomes;
    for (const char* topic : {"outcomes", "replies"}) {
      for (const auto& copy : broker_.appended(topic)) {
        const Outcome outcome = *decode_outcome(copy.record);
        if (outcome.type == mismatch_type) continue;
        const auto id = to_string(outcome.request_id);
        ASSERT_TRUE(first.contains(id));
        EXPECT_EQ(outcomes.emplace(id, copy.record).first->second, copy.record);
        const bool failed = poison(first.at(id));
        EXPECT_EQ(outcome.type, failed ? failed_type : "Done");
        EXPECT_TRUE(failed || outcome.body == first.at(id).body) << outcome.body;
      }
    }
    EXPECT_EQ(outcomes.size(), first.size());
  }

  void check_dead_letters() const {
    const auto letters = ids_in("dead", "ce_id");
    for (const auto& [id, event] : first_payloads()) {
      EXPECT_EQ(letters.contains(id), poison(event)) << event.body;
    }
  }

  // Every repeat with another payload is refused, and nothing else is.
  void check_mismatches() const {
    const auto first = first_payloads();
    std::set<std::string> others;
    std::set<std::string> refused;
    for (const Asked& asked : asked_) {
      const auto id = to_string(asked.event.id);
      if (asked.event.payload_hash == first.at(id).payload_hash) continue;
      others.insert(id);
    }
    for (const auto& copy : broker_.appended("replies")) {
      const Outcome outcome = *decode_outcome(copy.record);
      if (outcome.type == mismatch_type) refused.insert(to_string(outcome.request_id));
    }
    for (const auto& [id, event] : first) {
      EXPECT_EQ(refused.contains(id), others.contains(id)) << event.body;
    }
  }

  SeededRandom random_;
  const store::BatchStyle style_;
  bool set_wise_ = false;
  bool healed_ = false;
  TempFolder folder_;
  ManualClock clock_;
  std::unique_ptr<store::SqliteStore> sqlite_ =
      *store::SqliteStore::open(folder_ / "store.db", clock_);
  FlakyStore store_{*sqlite_, style_, random_, healed_};
  FakeBroker broker_{{{"requests"}, {"outcomes"}, {"dead"}, {"replies"}}};
  std::map<RequestId, int> runs_;
  std::vector<Asked> asked_;
  std::unique_ptr<Worker> worker_;
};

TEST(WorkerSimulationTest, EveryRequestHasOneEffectOneOutcomeAndItsOrder) {
  log::set_level(log::Level::error);
  Seen seen;
  for (std::uint64_t seed = 1; seed <= 15; ++seed) {
    SCOPED_TRACE("seed=" + std::to_string(seed));
    Simulation simulation(seed);
    simulation.run(250, seen);
    if (HasFailure()) break;
  }

  EXPECT_GT(seen.replayed, 0u);
  EXPECT_GT(seen.mismatched, 0u);
  EXPECT_GT(seen.dead_letters, 0u);
  EXPECT_GT(seen.troubles, 0u);
  EXPECT_GT(seen.unacknowledged, 0u);
  EXPECT_GT(seen.restarts, 0u);
  EXPECT_GT(seen.revocations, 0u);
}

}  // namespace
}  // namespace boomerang::worker
