// The store's contract on a PostgreSQL server.

#include <gmock/gmock.h>

#include "boomerang/store/postgres/connection.h"
#include "boomerang/store/postgres/postgres_store.h"
#include "test/contract/store_contract.h"
#include "test/contract/store_server_contract.h"

namespace boomerang::store {

using namespace std::string_literals;

namespace {

// Owned by GoogleTest.
auto* const server = new DatabaseServer("postgresql");
[[maybe_unused]] auto* const environment = testing::AddGlobalTestEnvironment(server);

void empty_database() {
  const SystemClock clock;
  const auto url = *parse_database_url(server->url(), "postgresql", 0);
  const auto connection = postgres::Connection::open(url, {}, postgres::Use::transactions, clock);
  ASSERT_TRUE(connection) << connection.fault().what;
  const auto done = (*connection)->run("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
  ASSERT_TRUE(done) << done.fault().what;
}

class PostgresHost final : public StoreHost {
 public:
  PostgresHost() { empty_database(); }

  std::unique_ptr<Store> open() override {
    ServerOptions options;
    options.lock_wait = std::chrono::seconds(1);
    return *PostgresStore::open(server->url(), clock_, options);
  }

  std::string bytes_type() const override { return "BYTEA"; }

 private:
  const SystemClock clock_;
};

INSTANTIATE_TEST_SUITE_P(Postgres, StoreContract,
                         testing::Values(StoreKind{
                             "postgres", [] { return std::make_unique<PostgresHost>(); }}),
                         [](const auto& kind) { return kind.param.name; });

INSTANTIATE_TEST_SUITE_P(Postgres, StoreServerContract,
                         testing::Values(ServerStoreKind{
                             "postgres", server,
                             [](const auto& url, const auto& clock, const auto& options) {
                               return *PostgresStore::open(url, clock, options);
                             },
                             empty_database}),
                         [](const auto& kind) { return kind.param.name; });

// What only this server has.
class PostgresContract : public testing::Test {
 protected:
  PostgresContract() { EXPECT_TRUE(store->migrate({})); }

  PostgresHost host;
  const std::unique_ptr<Store> store = host.open();
  const std::unique_ptr<Session> session = *store->connect();
};

TEST_F(PostgresContract, TextStandsForAValueOfAnyTypeAndComesBackAsText) {
  const auto transaction = *session->begin();
  ASSERT_TRUE(transaction->execute(
      "CREATE TABLE t (u uuid, j jsonb, at timestamptz, amount numeric(10, 2), yes boolean, "
      "n integer, tags text[], fixed char(3))"));
  const Row row = {"0190163d-8694-739b-aea5-966c26f8ad91"s,
                   R"({"a": 1})"s,
                   "2026-01-02 03:04:05.000006+00"s,
                   "1.50"s,
                   std::int64_t{1},
                   std::int64_t{7},
                   "{a,\"b c\"}"s,
                   "ab "s};

  ASSERT_TRUE(transaction->execute("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row));
  const std::array<std::string_view, 8> columns = {"u",   "j", "at",   "amount",
                                                   "yes", "n", "tags", "fixed"};
  const auto inserted = transaction->insert_new("t", columns, {&row, 1});

  ASSERT_TRUE(inserted) << inserted.fault().what;
  EXPECT_THAT(*transaction->query("SELECT * FROM t"), testing::ElementsAre(row, row));
}

TEST_F(PostgresContract, TextTooLongForItsColumnIsRefusedNotCut) {
  const auto transaction = *session->begin();
  ASSERT_TRUE(transaction->execute("CREATE TABLE t (name varchar(3))"));
  const std::array<std::string_view, 1> columns = {"name"};
  const std::vector<Row> rows = {{"abcd"s}};

  EXPECT_EQ(transaction->insert_new("t", columns, rows).fault().kind, FaultKind::invalid);
}

TEST_F(PostgresContract, QuestionMarkOperatorIsWrittenTwice) {
  const auto rows = (*session->begin())->query("SELECT '{\"a\": 1}'::jsonb ?? ?", {"a"s});

  ASSERT_TRUE(rows) << rows.fault().what;
  EXPECT_EQ(rows->at(0), (Row{std::int64_t{1}}));
}

TEST_F(PostgresContract, ConstraintThatFailsAtCommitIsInvalidAndNothingHappened) {
  {
    const auto transaction = *session->begin();
    ASSERT_TRUE(transaction->execute("CREATE TABLE a (id bigint PRIMARY KEY)"));
    ASSERT_TRUE(transaction->execute(
        "CREATE TABLE b (a bigint REFERENCES a DEFERRABLE INITIALLY DEFERRED)"));
    ASSERT_TRUE(transaction->commit());
  }
  const auto transaction = *session->begin();
  ASSERT_TRUE(transaction->execute("INSERT INTO b VALUES (1)"));

  const auto commit = transaction->commit();

  ASSERT_FALSE(commit);
  EXPECT_EQ(commit.fault().kind, FaultKind::invalid);
  const auto other = *store->connect();
  EXPECT_TRUE((*other->begin())->query("SELECT * FROM b")->empty());
}

TEST_F(PostgresContract, FailedMigrationLeavesNothing) {
  const std::vector<Migration> wrong = {{"001_first", "CREATE TABLE a (n bigint)"},
                                        {"002_second", "CREATE TABLE a (n bigint)"}};

  const auto done = store->migrate(wrong);

  EXPECT_THAT(done.fault().what, testing::HasSubstr("002_second"));
  EXPECT_FALSE((*session->begin())->query("SELECT n FROM a"));
}

TEST_F(PostgresContract, InsertWithReturningTellsADuplicate) {
  const auto transaction = *session->begin();
  ASSERT_TRUE(transaction->execute("CREATE TABLE a (id bigint PRIMARY KEY)"));
  const std::string sql = "INSERT INTO a VALUES (?) RETURNING id; -- done";

  EXPECT_EQ(*transaction->insert(sql, {std::int64_t{1}}), Transaction::Insert::added);
  EXPECT_EQ(*transaction->insert(sql, {std::int64_t{1}}), Transaction::Insert::duplicate);
}

}  // namespace
}  // namespace boomerang::store
