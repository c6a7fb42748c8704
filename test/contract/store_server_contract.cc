#include "test/contract/store_server_contract.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <functional>
#include <thread>

#include <gmock/gmock.h>

#include "test/contract/tcp_proxy.h"

namespace boomerang::store {

using namespace std::chrono_literals;
using namespace std::string_literals;
using testing::AnyOf;
using testing::HasSubstr;
using testing::Not;

namespace {

InboxRow inbox_row(std::uint8_t number) {
  InboxRow row;
  row.request_id[15] = number;
  row.outcome_headers = "{}";
  return row;
}

}  // namespace

StoreServerContract::StoreServerContract() {
  brief.lock_wait = 1s;
  brief.statement_timeout = 3s;
  brief.answer_grace = 1s;
  GetParam().empty();
  store = open(server().url());
  EXPECT_TRUE(store->migrate({}));
  session = *store->connect();
  const auto transaction = *session->begin();
  EXPECT_TRUE(transaction->execute(
      "CREATE TABLE item (id BIGINT PRIMARY KEY, name VARCHAR(100) NOT NULL UNIQUE)"));
  EXPECT_TRUE(transaction->commit());
}

std::size_t StoreServerContract::items() {
  const auto other = *store->connect();
  return (*other->begin())->query("SELECT id FROM item")->size();
}

bool StoreServerContract::inbox_has(std::uint8_t number) {
  const auto other = *store->connect();
  const std::vector ids = {inbox_row(number).request_id};
  return !(*other->begin())->inbox_find(ids)->empty();
}

TEST_P(StoreServerContract, KilledServerIsBusyAndTheNextBeginWorksWhenItIsBack) {
  auto transaction = *session->begin();
  ASSERT_TRUE(transaction->execute("INSERT INTO item VALUES (1, 'a')"));

  server().kill();
  const auto after = transaction->execute("INSERT INTO item VALUES (2, 'b')");
  const auto commit = transaction->commit();
  transaction.reset();
  const auto away = session->begin();
  server().start();
  const auto back = session->begin();

  EXPECT_EQ(after.fault().kind, FaultKind::busy);
  EXPECT_EQ(commit.fault().kind, FaultKind::busy);
  EXPECT_EQ(away.fault().kind, FaultKind::busy);
  ASSERT_TRUE(back);
  EXPECT_TRUE((*back)->query("SELECT id FROM item")->empty());
}

TEST_P(StoreServerContract, ServerThatRestartsBetweenTransactionsIsNotNoticed) {
  server().kill();
  server().start();

  const auto transaction = session->begin();

  ASSERT_TRUE(transaction);
  EXPECT_TRUE((*transaction)->execute("INSERT INTO item VALUES (1, 'a')"));
  EXPECT_TRUE((*transaction)->commit());
}

TEST_P(StoreServerContract, WhatWasCommittedOutlivesAKilledServer) {
  {
    const auto transaction = *session->begin();
    ASSERT_TRUE(transaction->execute("INSERT INTO item VALUES (1, 'a')"));
    ASSERT_TRUE(transaction->commit());
  }

  server().kill();
  server().start();

  EXPECT_EQ(items(), 1u);
}

TEST_P(StoreServerContract, AnswerToCommitLostIsUnknownAndTheInboxTellsThatItHappened) {
  TcpProxy proxy(server().port());
  const auto proxied = open(server().url_by(proxy.port()));
  const auto own = *proxied->connect();
  auto transaction = *own->begin();
  ASSERT_TRUE(transaction->execute("INSERT INTO item VALUES (1, 'a')"));
  const std::array row = {inbox_row(7)};
  ASSERT_TRUE(transaction->inbox_add(row));

  proxy.cut_answer_to("COMMIT");
  const auto commit = transaction->commit();
  transaction.reset();

  ASSERT_FALSE(commit);
  EXPECT_EQ(commit.fault().kind, FaultKind::unknown);
  const auto again = own->begin();
  ASSERT_TRUE(again);
  const std::vector ids = {row[0].request_id};
  EXPECT_EQ((*again)->inbox_find(ids)->size(), 1u);
  EXPECT_EQ(items(), 1u);
}

TEST_P(StoreServerContract, CommitThatNeverArrivedIsUnknownAndTheInboxTellsThatItDidNotHappen) {
  TcpProxy proxy(server().port());
  const auto proxied = open(server().url_by(proxy.port()));
  const auto own = *proxied->connect();
  const auto transaction = *own->begin();
  ASSERT_TRUE(transaction->execute("INSERT INTO item VALUES (1, 'a')"));
  const std::array row = {inbox_row(7)};
  ASSERT_TRUE(transaction->inbox_add(row));

  proxy.cut_before("COMMIT");
  const auto commit = transaction->commit();

  ASSERT_FALSE(commit);
  EXPECT_EQ(commit.fault().kind, FaultKind::unknown);
  EXPECT_FALSE(inbox_has(7));
  EXPECT_EQ(items(), 0u);
}

// The rows of the inbox go with the COMMIT; the second time as what was prepared the first time.
TEST_P(StoreServerContract, CommitWithRowsThatIsCutOffIsUnknownWhetherItHappenedOrNot) {
  for (const bool arrives : {true, false}) {
    TcpProxy proxy(server().port());
    const auto proxied = open(server().url_by(proxy.port()));
    const auto own = *proxied->connect();
    const std::array before = {inbox_row(arrives ? 1 : 2)};
    const std::array row = {inbox_row(arrives ? 7 : 8)};
    const std::vector ids = {row[0].request_id};
    ASSERT_TRUE(own->begin_and_find(ids)->transaction->inbox_add_and_commit(before));
    auto begun = own->begin_and_find(ids);
    ASSERT_TRUE(begun);

    if (arrives) proxy.cut_answer_to("COMMIT");
    if (!arrives) proxy.cut_before("COMMIT");
    const auto commit = begun->transaction->inbox_add_and_commit(row);
    begun->transaction.reset();

    ASSERT_FALSE(commit);
    EXPECT_EQ(commit.fault().kind, FaultKind::unknown);
    EXPECT_EQ(own->begin_and_find(ids)->found.size(), arrives ? 1u : 0u);
  }
}

TEST_P(StoreServerContract, ServerThatRestartsIsNotNoticedWhenTheInboxIsAsked) {
  const std::vector ids = {inbox_row(7).request_id};
  ASSERT_TRUE(session->begin_and_find(ids));  // Prepares what is asked.
  server().kill();
  server().start();

  EXPECT_TRUE(session->begin_and_find(ids));

  server().kill();
  const auto away = session->begin_and_find(ids);
  server().start();
  EXPECT_EQ(away.fault().kind, FaultKind::busy);
  EXPECT_TRUE(session->begin_and_find(ids));
}

TEST_P(StoreServerContract, ConnectionCutInTheMiddleIsBusyAndNothingHappened) {
  TcpProxy proxy(server().port());
  const auto proxied = open(server().url_by(proxy.port()));
  const auto own = *proxied->connect();
  auto transaction = *own->begin();
  ASSERT_TRUE(transaction->execute("INSERT INTO item VALUES (1, 'a')"));

  proxy.cut_answer_to("boomerang_inbox");
  const std::array row = {inbox_row(7)};
  const auto added = transaction->inbox_add(row);
  const auto commit = transaction->commit();
  transaction.reset();

  EXPECT_EQ(added.fault().kind, FaultKind::busy);
  EXPECT_EQ(commit.fault().kind, FaultKind::busy);
  EXPECT_EQ(items(), 0u);
  EXPECT_TRUE(own->begin());
}

TEST_P(StoreServerContract, ServerThatStopsAnsweringIsBusyAfterTheBound) {
  TcpProxy proxy(server().port());
  const auto proxied = open(server().url_by(proxy.port()));
  const auto own = *proxied->connect();
  const auto transaction = *own->begin();

  proxy.hold_answers();

  EXPECT_EQ(transaction->execute("DELETE FROM item").fault().kind, FaultKind::busy);
}

TEST_P(StoreServerContract, ServerThatAcceptsAndSaysNothingIsBusyAfterTheBound) {
  brief.connect_timeout = 2s;
  TcpProxy proxy(server().port());
  proxy.hold_answers();

  const auto connected = open(server().url_by(proxy.port()))->connect();

  ASSERT_FALSE(connected);
  EXPECT_EQ(connected.fault().kind, FaultKind::busy);
}

TEST_P(StoreServerContract, WrongPasswordIsInvalidAndNotShown) {
  std::string url = server().url();
  const auto at = url.find('@');
  const auto colon = url.rfind(':', at);
  url.replace(colon + 1, at - colon - 1, "hunter2");

  const auto connected = open(url)->connect();

  ASSERT_FALSE(connected);
  EXPECT_EQ(connected.fault().kind, FaultKind::invalid);
  EXPECT_THAT(connected.fault().what, Not(HasSubstr("hunter2")));
}

// The server of these tests has no TLS.
TEST_P(StoreServerContract, TlsThatIsRequiredIsNeverLeftOut) {
  for (const char* mode : {"require", "verify-full"}) {
    EXPECT_FALSE(open(server().url() + "?sslmode=" + mode)->connect()) << mode;
  }
  EXPECT_TRUE(open(server().url() + "?sslmode=disable")->connect());
}

TEST_P(StoreServerContract, DatabaseThatIsNotThereIsInvalid) {
  const auto connected = open(server().url() + "_nowhere")->connect();

  ASSERT_FALSE(connected);
  EXPECT_EQ(connected.fault().kind, FaultKind::invalid);
}

// Two sessions lock a row each and then want the other's. One gives way; the other goes on, and the
// loser's next try succeeds.
TEST_P(StoreServerContract, DeadlockIsBusyForOneAndItsNextTrySucceeds) {
  // Longer than the servers wait before they look for one; else both could give way.
  brief.lock_wait = 20s;
  brief.statement_timeout = 30s;
  const auto patient = open(server().url());
  const auto mine = *patient->connect();
  const auto other = *patient->connect();
  {
    const auto transaction = *mine->begin();
    ASSERT_TRUE(transaction->execute("INSERT INTO item VALUES (1, 'a'), (2, 'b')"));
    ASSERT_TRUE(transaction->commit());
  }
  const std::string update = "UPDATE item SET name = ? WHERE id = ?";
  auto one = *mine->begin();
  auto two = *other->begin();
  ASSERT_TRUE(one->execute(update, {"one1"s, std::int64_t{1}}));
  ASSERT_TRUE(two->execute(update, {"two2"s, std::int64_t{2}}));

  Result<std::int64_t> of_two = Fault{FaultKind::closed, ""};
  std::thread thread([&] { of_two = two->execute(update, {"two1"s, std::int64_t{1}}); });
  const auto of_one = one->execute(update, {"one2"s, std::int64_t{2}});
  const bool one_lost = !of_one;
  thread.join();

  ASSERT_NE(static_cast<bool>(of_one), static_cast<bool>(of_two));
  EXPECT_EQ((one_lost ? of_one : of_two).fault().kind, FaultKind::busy);
  // What the loser did next would last by itself, without what came before.
  const auto& loser = one_lost ? one : two;
  EXPECT_FALSE(loser->execute(update, {"alone"s, std::int64_t{1}}));
  EXPECT_FALSE(loser->commit());
  EXPECT_TRUE((one_lost ? two : one)->commit());
  one.reset();
  two.reset();
  const auto again = *(one_lost ? mine : other)->begin();
  EXPECT_TRUE(again->execute(update, {"again"s, std::int64_t{1}}));
  EXPECT_TRUE(again->commit());
}

TEST_P(StoreServerContract, NothingGoesAfterAFaultButRollback) {
  auto transaction = *session->begin();
  ASSERT_TRUE(transaction->execute("INSERT INTO item VALUES (1, 'a')"));
  ASSERT_FALSE(transaction->execute("INSERT INTO item VALUES (2, NULL)"));

  EXPECT_FALSE(transaction->execute("INSERT INTO item VALUES (3, 'c')"));
  EXPECT_FALSE(transaction->commit());
  transaction.reset();

  EXPECT_EQ(items(), 0u);
}

TEST_P(StoreServerContract, StatementThatEndsTheTransactionByItselfIsAFault) {
  for (const char* sql : {"ROLLBACK", "COMMIT"}) {
    auto transaction = *session->begin();
    ASSERT_TRUE(transaction->execute("INSERT INTO item VALUES (1, 'a')"));
    static_cast<void>(transaction->execute(sql));

    EXPECT_FALSE(transaction->execute("INSERT INTO item VALUES (2, 'b')")) << sql;
    EXPECT_FALSE(transaction->commit()) << sql;
  }
  EXPECT_LE(items(), 1u);
}

TEST_P(StoreServerContract, RequestThatAnotherWorkerIsAddingIsBusy) {
  const auto holder = *session->begin();
  const std::array row = {inbox_row(7)};
  ASSERT_TRUE(holder->inbox_add(row));
  const auto other = *store->connect();
  const auto transaction = *other->begin();

  EXPECT_EQ(transaction->inbox_add(row).fault().kind, FaultKind::busy);
}

// However the statement goes over the wire, the next ones on its connection are answered.
TEST_P(StoreServerContract, SessionGoesOnAfterItWaitedInVainForALock) {
  const std::array<std::string_view, 2> columns = {"id", "name"};
  const std::vector<Row> rows = {{std::int64_t{1}, "a"s}, {std::int64_t{2}, "b"s}};
  std::vector<InboxRow> many;
  for (std::uint8_t i = 1; i < 20; ++i) many.push_back(inbox_row(i));
  const std::span few = std::span(many).first(2);
  const auto holder = *session->begin();
  ASSERT_TRUE(holder->execute("INSERT INTO item VALUES (1, 'a')"));
  ASSERT_TRUE(holder->inbox_add(many));
  const auto other = *store->connect();
  const std::vector<std::function<Fault(Transaction&)>> waits = {
      [](Transaction& on) { return on.execute("INSERT INTO item VALUES (1, 'c')").fault(); },
      [](Transaction& on) { return on.insert("INSERT INTO item VALUES (1, 'c')").fault(); },
      [&](Transaction& on) { return on.insert_new("item", columns, rows).fault(); },
      [&](Transaction& on) { return on.inbox_add(few).fault(); },
      [&](Transaction& on) { return on.inbox_add(many).fault(); },
      [&](Transaction& on) { return on.inbox_add_and_commit(few).fault(); },
      [&](Transaction& on) { return on.inbox_add_and_commit(many).fault(); }};

  for (std::size_t way = 0; way < waits.size(); ++way) {
    for (int turn = 0; turn < 2; ++turn) {
      const auto transaction = *other->begin();
      ASSERT_TRUE(transaction->execute("INSERT INTO item VALUES (3, 'mine')"));
      const Fault fault = waits[way](*transaction);
      EXPECT_EQ(fault.kind, FaultKind::busy) << way << ' ' << turn;
      EXPECT_THAT(fault.what, AnyOf(HasSubstr("lock"), HasSubstr("Lock"))) << way << ' ' << turn;
    }
  }

  EXPECT_EQ(items(), 0u);
}

TEST_P(StoreServerContract, SlowStatementIsEndedByTheServer) {
  brief.statement_timeout = 1s;
  brief.answer_grace = 30s;
  const auto impatient = open(server().url());
  const auto own = *impatient->connect();
  const auto transaction = *own->begin();

  // As many combinations as would take hours.
  const auto slow = transaction->query(
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 900) "
      "SELECT COUNT(*) FROM n a, n b, n c, n d WHERE a.i + b.i + c.i + d.i < 0");

  ASSERT_FALSE(slow);
  EXPECT_EQ(slow.fault().kind, FaultKind::busy);
}

// Workers side by side, each with batches that overlap those of all others. Whatever locks they
// meet, each name is added once, by one of them.
TEST_P(StoreServerContract, WorkersSideBySideAddEachNameOnce) {
  constexpr int workers = 3, batches = 10, names = 30;
  const std::array<std::string_view, 2> columns = {"id", "name"};
  std::atomic<int> added{0};
  const auto work = [&](int worker) {
    const auto own = *store->connect();
    for (int batch = 0; batch < batches;) {
      std::vector<Row> rows;
      for (int i = 0; i < names; ++i) {
        // Each worker goes round by its own step, so that they take the locks in other orders.
        const int name = batch * names / 2 + i * (2 * worker + 1) % names;
        rows.push_back({std::int64_t{(name * batches + batch) * workers + worker},
                        "name" + std::to_string(name)});
      }
      const auto transaction = own->begin();
      if (!transaction) continue;
      const auto inserts = (*transaction)->insert_new("item", columns, rows);
      if (!inserts || !(*transaction)->commit()) continue;
      added += static_cast<int>(
          std::count(inserts->begin(), inserts->end(), Transaction::Insert::added));
      ++batch;
    }
  };

  std::vector<std::thread> threads;
  for (int worker = 0; worker < workers; ++worker) threads.emplace_back(work, worker);
  for (auto& thread : threads) thread.join();

  EXPECT_EQ(static_cast<std::size_t>(added), items());
  EXPECT_EQ(items(), static_cast<std::size_t>(names / 2 * (batches + 1)));
}

TEST_P(StoreServerContract, StatementOutlivesAChangeOfTheSchema) {
  const std::string sql = "SELECT * FROM item";
  ASSERT_TRUE((*session->begin())->query(sql));
  {
    const auto other = *store->connect();
    const auto transaction = *other->begin();
    ASSERT_TRUE(transaction->execute("ALTER TABLE item ADD COLUMN more BIGINT"));
    ASSERT_TRUE(transaction->commit());
  }

  const auto first = (*session->begin())->query(sql);
  const auto second = (*session->begin())->query(sql);

  EXPECT_TRUE(first || first.fault().kind == FaultKind::busy);
  EXPECT_TRUE(second);
}

TEST_P(StoreServerContract, TextThatIsNotUtf8IsInvalid) {
  const std::vector<Row> rows = {{std::int64_t{1}, "\xff"s}};
  const std::array<std::string_view, 2> columns = {"id", "name"};

  const auto one =
      (*session->begin())->execute("INSERT INTO item VALUES (?, ?)", {std::int64_t{1}, "\xff"s});
  const auto many = (*session->begin())->insert_new("item", columns, rows);

  EXPECT_EQ(one.fault().kind, FaultKind::invalid);
  EXPECT_EQ(many.fault().kind, FaultKind::invalid);
}

// A worker that stands still for too long must not hold its locks for ever, nor commit late.
TEST_P(StoreServerContract, TransactionThatStandsStillIsEndedByTheServer) {
  brief.idle_transaction_max = 1s;
  const auto stalled = open(server().url());
  const auto own = *stalled->connect();
  const auto transaction = *own->begin();
  ASSERT_TRUE(transaction->execute("INSERT INTO item VALUES (1, 'a')"));

  // Another one gets the lock only when the server has ended it.
  bool added = false;
  for (int attempt = 0; attempt < 60 && !added; ++attempt) {
    const auto mine = *session->begin();
    added = mine->execute("INSERT INTO item VALUES (1, 'b')") && mine->commit();
  }

  ASSERT_TRUE(added);
  const auto late = transaction->execute("INSERT INTO item VALUES (3, 'c')");
  EXPECT_EQ(late.fault().kind, FaultKind::busy);
  EXPECT_EQ(transaction->commit().fault().kind, FaultKind::busy);
  EXPECT_EQ(items(), 1u);
}

}  // namespace boomerang::store
