#include "test/contract/store_contract.h"

#include <array>
#include <atomic>
#include <thread>

#include <gmock/gmock.h>

namespace boomerang::store {

using namespace std::chrono_literals;
using namespace std::string_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using Insert = Transaction::Insert;

namespace {

const WallTime noon = std::chrono::sys_days{2026y / 1 / 2} + 12h + 5us;

std::array<std::uint8_t, 16> id(std::uint8_t number) {
  std::array<std::uint8_t, 16> bytes{};
  bytes[15] = number;
  return bytes;
}

InboxRow inbox_row(std::uint8_t number, std::string body = "{}") {
  InboxRow row;
  row.request_id = id(number);
  row.payload_hash[0] = number;
  row.outcome_headers = R"({"ce_type":"Done"})";
  row.outcome_body = std::move(body);
  row.handled = noon + std::chrono::seconds(number);
  return row;
}

}  // namespace

StoreContract::StoreContract() : host(GetParam().make()), store(host->open()) {
  EXPECT_TRUE(store->migrate({}));
  session = *store->connect();
  change("CREATE TABLE item (id BIGINT PRIMARY KEY, name VARCHAR(100) NOT NULL UNIQUE)");
}

void StoreContract::change(const std::string& sql) {
  auto transaction = begin();
  const auto done = transaction->execute(sql);
  EXPECT_TRUE(done) << done.fault().what;
  EXPECT_TRUE(transaction->commit());
}

std::vector<Row> StoreContract::rows(const std::string& sql) {
  const auto other = *store->connect();
  return *(*other->begin())->query(sql);
}

TEST_P(StoreContract, EveryKindOfValueReadsBackAsItWasWritten) {
  change("CREATE TABLE kind (n BIGINT, r DOUBLE PRECISION, t VARCHAR(100), b " +
         host->bytes_type() + ")");
  const auto transaction = begin();
  const Row values = {std::int64_t{-9'000'000'000'000'000'000}, 0.1, "h\u00e9 \u2713"s,
                      Bytes{"\0\xff'"s}};
  const Row empty = {std::int64_t{0}, -0.5, ""s, Bytes{""}};
  const Row nulls(4, std::monostate{});

  for (const Row& row : {values, empty, nulls}) {
    ASSERT_EQ(*transaction->execute("INSERT INTO kind VALUES (?, ?, ?, ?)", row), 1);
  }

  EXPECT_THAT(*transaction->query("SELECT n, r, t, b FROM kind WHERE n < ?", {std::int64_t{0}}),
              ElementsAre(values));
  EXPECT_THAT(*transaction->query("SELECT n, r, t, b FROM kind WHERE n = ?", {std::int64_t{0}}),
              ElementsAre(empty));
  EXPECT_THAT(*transaction->query("SELECT n, r, t, b FROM kind WHERE n IS NULL"),
              ElementsAre(nulls));
}

TEST_P(StoreContract, ExecuteTellsHowManyRowsChanged) {
  const auto transaction = begin();
  ASSERT_TRUE(transaction->execute("INSERT INTO item VALUES (1, 'a'), (2, 'b'), (3, 'c')"));

  EXPECT_EQ(*transaction->execute("DELETE FROM item WHERE id > ?", {std::int64_t{1}}), 2);
  EXPECT_EQ(*transaction->execute("DELETE FROM item WHERE id > ?", {std::int64_t{1}}), 0);
}

TEST_P(StoreContract, DuplicateIsAnAnswerAndTheTransactionGoesOn) {
  const auto transaction = begin();
  const std::string sql = "INSERT INTO item VALUES (?, ?)";
  EXPECT_EQ(*transaction->insert(sql, {std::int64_t{1}, "a"s}), Insert::added);

  EXPECT_EQ(*transaction->insert(sql, {std::int64_t{2}, "a"s}), Insert::duplicate);
  EXPECT_EQ(*transaction->insert(sql, {std::int64_t{1}, "b"s}), Insert::duplicate);

  EXPECT_EQ(*transaction->insert(sql, {std::int64_t{2}, "b"s}), Insert::added);
  ASSERT_TRUE(transaction->commit());
  EXPECT_EQ(rows("SELECT id FROM item").size(), 2u);
}

TEST_P(StoreContract, InsertNewTellsForEachRowWhetherItWasAdded) {
  change("INSERT INTO item VALUES (1, 'a')");
  const auto transaction = begin();
  const std::array<std::string_view, 2> columns = {"id", "name"};
  const std::vector<Row> wanted = {{std::int64_t{1}, "x"s},
                                   {std::int64_t{2}, "b"s},
                                   {std::int64_t{3}, "a"s},
                                   {std::int64_t{4}, "b"s},
                                   {std::int64_t{5}, "e"s}};

  const auto inserted = transaction->insert_new("item", columns, wanted);

  ASSERT_TRUE(inserted);
  EXPECT_THAT(*inserted, ElementsAre(Insert::duplicate, Insert::added, Insert::duplicate,
                                     Insert::duplicate, Insert::added));
  EXPECT_THAT(*transaction->query("SELECT name FROM item ORDER BY id"),
              ElementsAre(Row{"a"s}, Row{"b"s}, Row{"e"s}));
}

TEST_P(StoreContract, InsertNewTakesPlainIdentifiersOnly) {
  const auto transaction = begin();
  const std::array<std::string_view, 1> columns = {"id) --"};
  const std::vector<Row> one = {{std::int64_t{1}}};

  const auto inserted = transaction->insert_new("item", columns, one);

  ASSERT_FALSE(inserted);
  EXPECT_EQ(inserted.fault().kind, FaultKind::invalid);
}

TEST_P(StoreContract, InsertNewTakesEveryKindOfValueInAnyNumber) {
  change("CREATE TABLE kind (n BIGINT PRIMARY KEY, r DOUBLE PRECISION, t VARCHAR(100), b " +
         host->bytes_type() + ")");
  const std::array<std::string_view, 4> columns = {"n", "r", "t", "b"};
  std::vector<Row> wanted;
  for (std::int64_t i = 1; i <= 1000; ++i) {
    wanted.push_back({i, 0.1 * static_cast<double>(i), "'\"\\? \u2713"s, Bytes{"\0\xff'\\x41"s}});
  }
  wanted[1] = {std::int64_t{2}, std::monostate{}, ""s, Bytes{}};
  wanted[2] = {std::int64_t{3}, -0.5, std::monostate{}, std::monostate{}};
  const auto transaction = begin();

  const auto inserted = transaction->insert_new("kind", columns, wanted);

  ASSERT_TRUE(inserted) << inserted.fault().what;
  EXPECT_THAT(*inserted, testing::AllOf(testing::SizeIs(1000), testing::Each(Insert::added)));
  EXPECT_EQ(*transaction->query("SELECT n, r, t, b FROM kind ORDER BY n"), wanted);
  EXPECT_THAT(*transaction->insert_new("kind", columns, wanted),
              testing::AllOf(testing::SizeIs(1000), testing::Each(Insert::duplicate)));
  EXPECT_TRUE(transaction->insert_new("kind", columns, {})->empty());
}

TEST_P(StoreContract, InsertNewAnswersForUniqueKeysOnly) {
  change("CREATE TABLE age (name VARCHAR(100) UNIQUE, years BIGINT NOT NULL CHECK (years >= 0))");
  const std::array<std::string_view, 2> columns = {"name", "years"};
  const std::vector<Row> missing = {{"a"s, std::int64_t{1}}, {"b"s, std::monostate{}}};
  const std::vector<Row> negative = {{"a"s, std::int64_t{1}}, {"b"s, std::int64_t{-1}}};

  for (const auto& wrong : {missing, negative}) {
    const auto inserted = begin()->insert_new("age", columns, wrong);
    ASSERT_FALSE(inserted);
    EXPECT_EQ(inserted.fault().kind, FaultKind::invalid);
  }
  const std::vector<Row> short_row = {{"a"s}};
  EXPECT_EQ(begin()->insert_new("age", columns, short_row).fault().kind, FaultKind::invalid);
}

TEST_P(StoreContract, InsertNewIsUndoneToASavepoint) {
  const auto transaction = begin();
  const std::array<std::string_view, 2> columns = {"id", "name"};
  const std::vector<Row> one = {{std::int64_t{1}, "a"s}};
  ASSERT_TRUE(transaction->savepoint("mark"));
  ASSERT_THAT(*transaction->insert_new("item", columns, one), ElementsAre(Insert::added));

  ASSERT_TRUE(transaction->rollback_to("mark"));

  EXPECT_THAT(*transaction->insert_new("item", columns, one), ElementsAre(Insert::added));
}

TEST_P(StoreContract, TextIsComparedAsItWasSent) {
  const std::array<std::string_view, 2> columns = {"id", "name"};
  std::vector<Row> wanted;
  for (const char* name : {"a", "A", "\u00e4", "a ", "\u00df", "ss"}) {
    wanted.push_back({static_cast<std::int64_t>(wanted.size()), std::string(name)});
  }
  const auto transaction = begin();

  EXPECT_THAT(*transaction->insert_new("item", columns, wanted), testing::Each(Insert::added));

  for (const Row& row : wanted) {
    EXPECT_THAT(*transaction->query("SELECT id FROM item WHERE name = ?", {row[1]}),
                ElementsAre(Row{row[0]}));
  }
}

TEST_P(StoreContract, UpdateCountsTheRowsThatItFound) {
  const auto transaction = begin();
  ASSERT_TRUE(transaction->execute("INSERT INTO item VALUES (1, 'a')"));

  EXPECT_EQ(*transaction->execute("UPDATE item SET name = 'a' WHERE id = 1"), 1);
}

TEST_P(StoreContract, QuestionMarkInsideOfAStringIsNoParameter) {
  const auto transaction = begin();
  ASSERT_TRUE(transaction->execute("INSERT INTO item VALUES (?, 'what?')", {std::int64_t{1}}));

  EXPECT_THAT(*transaction->query("SELECT name FROM item -- ?"), ElementsAre(Row{"what?"s}));
}

TEST_P(StoreContract, ManyDifferentStatementsGoOnWorking) {
  const auto transaction = begin();
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < 200; ++i) {
      const std::string number = std::to_string(i);
      const auto rows = transaction->query("SELECT id + " + number + " FROM item WHERE id = ?",
                                           {std::int64_t{1}});
      ASSERT_TRUE(rows) << rows.fault().what;
    }
  }
}

TEST_P(StoreContract, MoreThanTheBoundIsRefused) {
  const auto transaction = begin();
  const std::vector<std::array<std::uint8_t, 16>> ids(1001);
  const std::vector<InboxRow> inbox_rows(1001);

  EXPECT_EQ(transaction->inbox_find(ids).fault().kind, FaultKind::invalid);
  EXPECT_EQ(transaction->inbox_add(inbox_rows).fault().kind, FaultKind::invalid);
}

TEST_P(StoreContract, WrongSqlAndOtherConstraintsAreInvalid) {
  EXPECT_EQ(begin()->execute("INSERT INTO nowhere VALUES (1)").fault().kind, FaultKind::invalid);
  EXPECT_EQ(begin()->insert("INSERT INTO item VALUES (1, NULL)").fault().kind, FaultKind::invalid);
  EXPECT_EQ(begin()->execute("SELEKT").fault().kind, FaultKind::invalid);
}

TEST_P(StoreContract, ValuesMustBeAsManyAsParameters) {
  EXPECT_EQ(begin()->execute("DELETE FROM item WHERE id = ?").fault().kind, FaultKind::invalid);
  EXPECT_EQ(begin()->execute("DELETE FROM item", {std::int64_t{1}}).fault().kind,
            FaultKind::invalid);
}

TEST_P(StoreContract, SavepointsNestAndUndoWhatCameAfterThem) {
  const auto transaction = begin();
  ASSERT_TRUE(transaction->execute("INSERT INTO item VALUES (1, 'a')"));
  ASSERT_TRUE(transaction->savepoint("outer_mark"));
  ASSERT_TRUE(transaction->execute("INSERT INTO item VALUES (2, 'b')"));
  ASSERT_TRUE(transaction->savepoint("inner_mark"));
  ASSERT_TRUE(transaction->execute("INSERT INTO item VALUES (3, 'c')"));

  ASSERT_TRUE(transaction->rollback_to("inner_mark"));
  EXPECT_EQ(transaction->query("SELECT id FROM item")->size(), 2u);
  ASSERT_TRUE(transaction->release("inner_mark"));
  ASSERT_TRUE(transaction->rollback_to("outer_mark"));
  ASSERT_TRUE(transaction->release("outer_mark"));

  EXPECT_EQ(transaction->query("SELECT id FROM item")->size(), 1u);
  EXPECT_FALSE(transaction->rollback_to("outer_mark"));
}

TEST_P(StoreContract, FaultIsUndoneToASavepointAndTheTransactionGoesOn) {
  const auto transaction = begin();
  ASSERT_TRUE(transaction->savepoint("mark"));
  ASSERT_FALSE(transaction->execute("INSERT INTO nowhere VALUES (1)"));

  ASSERT_TRUE(transaction->rollback_to("mark"));
  ASSERT_TRUE(transaction->release("mark"));
  ASSERT_TRUE(transaction->execute("INSERT INTO item VALUES (1, 'a')"));
  ASSERT_TRUE(transaction->commit());

  EXPECT_EQ(rows("SELECT id FROM item").size(), 1u);
}

TEST_P(StoreContract, DestroyedWithoutCommitLeavesNothing) {
  ASSERT_TRUE(begin()->execute("INSERT INTO item VALUES (1, 'a')"));

  EXPECT_TRUE(rows("SELECT id FROM item").empty());
  EXPECT_TRUE(begin()->query("SELECT id FROM item")->empty());
}

TEST_P(StoreContract, OtherSessionsSeeACommitAndNothingBefore) {
  auto transaction = begin();
  const auto reader = *store->connect();
  ASSERT_TRUE(transaction->execute("INSERT INTO item VALUES (1, 'a')"));
  ASSERT_TRUE(transaction->commit());
  transaction.reset();

  EXPECT_EQ((*reader->begin())->query("SELECT id FROM item")->size(), 1u);
}

TEST_P(StoreContract, NothingGoesAfterCommit) {
  const auto transaction = begin();
  ASSERT_TRUE(transaction->commit());

  EXPECT_EQ(transaction->execute("DELETE FROM item").fault().kind, FaultKind::invalid);
  EXPECT_EQ(transaction->commit().fault().kind, FaultKind::invalid);
}

TEST_P(StoreContract, InboxGivesBackWhatItWasGiven) {
  const std::vector<InboxRow> added = {inbox_row(1), inbox_row(2, "\xff\0binary"s),
                                       inbox_row(3, "")};
  auto transaction = begin();
  ASSERT_TRUE(transaction->inbox_add(added));
  ASSERT_TRUE(transaction->commit());
  transaction.reset();

  const std::vector ids = {id(1), id(2), id(3), id(9)};
  EXPECT_THAT(*begin()->inbox_find(ids), testing::UnorderedElementsAreArray(added));
  EXPECT_TRUE(begin()->inbox_find({})->empty());
}

TEST_P(StoreContract, InboxTakesAThousandRowsAtOnce) {
  std::vector<InboxRow> added;
  std::vector<std::array<std::uint8_t, 16>> ids;
  for (int i = 0; i < 1000; ++i) {
    added.push_back(inbox_row(1, std::string(1000, 'x')));
    added.back().request_id[0] = static_cast<std::uint8_t>(i / 256);
    added.back().request_id[1] = static_cast<std::uint8_t>(i % 256);
    ids.push_back(added.back().request_id);
  }
  const auto transaction = begin();

  const auto done = transaction->inbox_add(added);

  ASSERT_TRUE(done) << done.fault().what;
  EXPECT_THAT(*transaction->inbox_find(ids), testing::UnorderedElementsAreArray(added));
}

TEST_P(StoreContract, InboxRefusesARequestThatItHas) {
  auto transaction = begin();
  const std::vector<InboxRow> one = {inbox_row(1)};
  ASSERT_TRUE(transaction->inbox_add(one));
  ASSERT_TRUE(transaction->commit());
  transaction.reset();

  const auto added = begin()->inbox_add(one);

  ASSERT_FALSE(added);
  EXPECT_EQ(added.fault().kind, FaultKind::busy);
}

// Often enough that what a store prepares first is used again, with few rows and with many.
TEST_P(StoreContract, InboxIsAskedAtTheBeginningAndWrittenWithTheCommit) {
  std::int64_t item = 0;
  std::vector<std::array<std::uint8_t, 16>> ids;
  for (const std::size_t size : {0u, 1u, 1u, 3u, 3u, 40u, 40u}) {
    std::vector<InboxRow> added;
    for (std::size_t i = 0; i < size; ++i) {
      ids.push_back(id(static_cast<std::uint8_t>(ids.size() + 1)));
      added.push_back(inbox_row(ids.back()[15]));
    }
    const std::span<const std::array<std::uint8_t, 16>> asked = std::span(ids).last(size);
    auto begun = session->begin_and_find(asked);
    ASSERT_TRUE(begun) << begun.fault().what;
    EXPECT_TRUE(begun->found.empty());
    ASSERT_TRUE(begun->transaction->execute("INSERT INTO item VALUES (?, ?)",
                                            {++item, "item " + std::to_string(item)}));
    const auto done = begun->transaction->inbox_add_and_commit(added);
    ASSERT_TRUE(done) << done.fault().what;
    EXPECT_FALSE(begun->transaction->commit());
    begun->transaction.reset();

    EXPECT_THAT(session->begin_and_find(asked)->found, testing::UnorderedElementsAreArray(added));
  }
  EXPECT_EQ(rows("SELECT id FROM item").size(), 7u);
  EXPECT_EQ(begin()->inbox_find(ids)->size(), ids.size());
}

TEST_P(StoreContract, NothingIsCommittedWithARequestThatTheInboxHas) {
  for (const std::size_t size : {1u, 1u, 40u, 40u}) {
    std::vector<InboxRow> added;
    while (added.size() < size) added.push_back(inbox_row(static_cast<std::uint8_t>(added.size())));
    auto first = begin();
    const auto once = first->inbox_add_and_commit(added);  // By the second round they are known.
    first.reset();
    auto transaction = begin();
    ASSERT_TRUE(transaction->execute("INSERT INTO item VALUES (1, 'a')"));

    const auto again = transaction->inbox_add_and_commit(added);
    transaction.reset();

    ASSERT_FALSE(again);
    EXPECT_EQ(again.fault().kind, FaultKind::busy);
    EXPECT_TRUE(rows("SELECT id FROM item").empty());
    EXPECT_TRUE(session->begin_and_find({})->found.empty());
  }
}

TEST_P(StoreContract, InboxForgetsTheOldestFirst) {
  const auto transaction = begin();
  const std::vector<InboxRow> added = {inbox_row(1), inbox_row(2), inbox_row(3), inbox_row(4)};
  ASSERT_TRUE(transaction->inbox_add(added));

  EXPECT_EQ(*transaction->inbox_prune(noon + 4s, 2), 2);
  const std::vector ids = {id(1), id(2), id(3), id(4)};
  EXPECT_THAT(*transaction->inbox_find(ids),
              testing::UnorderedElementsAre(inbox_row(3), inbox_row(4)));
  EXPECT_EQ(*transaction->inbox_prune(noon + 4s, 10), 1);
  EXPECT_EQ(*transaction->inbox_prune(noon + 4s, 10), 0);
}

TEST_P(StoreContract, WriteLockThatIsHeldIsBusyAfterTheWait) {
  const auto holder = begin();
  ASSERT_TRUE(holder->execute("INSERT INTO item VALUES (1, 'a')"));
  const auto other = *store->connect();

  // Where a lock is taken only by the statement that needs it, that one fails.
  auto begun = other->begin();
  const auto fault =
      begun ? (*begun)->execute("INSERT INTO item VALUES (1, 'b')").fault() : begun.fault();

  EXPECT_EQ(fault.kind, FaultKind::busy);
}

TEST_P(StoreContract, MigrationsRunOnceAndInOrder) {
  const std::vector<Migration> one = {{"001_first", "CREATE TABLE m (n BIGINT)"}};
  std::vector<Migration> two = one;
  two.push_back({"002_second", "INSERT INTO m VALUES (1); INSERT INTO m VALUES (2);"});

  EXPECT_TRUE(store->migrate(one));
  EXPECT_TRUE(store->migrate(two));
  EXPECT_TRUE(host->open()->migrate(two));

  EXPECT_EQ(rows("SELECT n FROM m").size(), 2u);
}

TEST_P(StoreContract, ChangedOrMissingMigrationIsRefusedByName) {
  const std::vector<Migration> ran = {{"001_first", "CREATE TABLE m (n BIGINT)"}};
  const std::vector<Migration> changed = {{"001_first", "CREATE TABLE m (n BIGINT, o BIGINT)"}};
  ASSERT_TRUE(store->migrate(ran));

  for (const auto& wrong : {changed, std::vector<Migration>{}}) {
    const auto done = store->migrate(wrong);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.fault().kind, FaultKind::invalid);
    EXPECT_THAT(done.fault().what, HasSubstr("001_first"));
  }
}

TEST_P(StoreContract, FailedMigrationIsNamedAndCanBeMended) {
  const std::vector<Migration> wrong = {{"001_first", "CREATE TABLE m (n BIGINT); SELEKT;"}};
  const std::vector<Migration> mended = {{"001_first", "CREATE TABLE mended (n BIGINT)"}};

  const auto done = store->migrate(wrong);

  ASSERT_FALSE(done);
  EXPECT_EQ(done.fault().kind, FaultKind::invalid);
  EXPECT_THAT(done.fault().what, HasSubstr("001_first"));
  EXPECT_TRUE(store->migrate(mended));
}

TEST_P(StoreContract, TwoProcessesThatMigrateAtOnceRunEachStepOnce) {
  const std::vector<Migration> steps = {{"001_first", "CREATE TABLE m (n BIGINT)"},
                                        {"002_second", "INSERT INTO m VALUES (1)"}};
  std::atomic<int> done{0};
  const auto migrate = [&] {
    const auto own = host->open();
    // The lock may be held for longer than the short wait of this suite.
    for (;;) {
      const auto migrated = own->migrate(steps);
      if (migrated) ++done;
      if (migrated || migrated.fault().kind != FaultKind::busy) return;
    }
  };

  std::thread first(migrate);
  std::thread second(migrate);
  first.join();
  second.join();

  EXPECT_EQ(done, 2);
  EXPECT_EQ(rows("SELECT n FROM m").size(), 1u);
}

}  // namespace boomerang::store
