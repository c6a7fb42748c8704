// The store's contract on a MariaDB server.

#include <gmock/gmock.h>

#include "boomerang/store/mariadb/connection.h"
#include "boomerang/store/mariadb/mariadb_store.h"
#include "test/contract/store_contract.h"
#include "test/contract/store_server_contract.h"

namespace boomerang::store {

using namespace std::string_literals;

namespace {

// Owned by GoogleTest.
auto* const server = new DatabaseServer("mariadb");
[[maybe_unused]] auto* const environment = testing::AddGlobalTestEnvironment(server);

// As a user finds it who made the database without a thought of how it compares.
void empty_database() {
  const auto url = *parse_database_url(server->url(), "mariadb", 0);
  const auto connection = mariadb::Connection::open(url, {}, mariadb::Use::transactions);
  ASSERT_TRUE(connection) << connection.fault().what;
  for (const std::string& sql :
       {"DROP DATABASE " + url.name,
        "CREATE DATABASE " + url.name + " CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci"}) {
    const auto done = (*connection)->run(sql);
    ASSERT_TRUE(done) << done.fault().what;
  }
}

class MariadbHost final : public StoreHost {
 public:
  MariadbHost() { empty_database(); }

  std::unique_ptr<Store> open() override {
    ServerOptions options;
    options.lock_wait = std::chrono::seconds(1);
    return *MariadbStore::open(server->url(), clock_, options);
  }

  std::string bytes_type() const override { return "LONGBLOB"; }

 private:
  const SystemClock clock_;
};

INSTANTIATE_TEST_SUITE_P(Mariadb, StoreContract,
                         testing::Values(StoreKind{"mariadb",
                                                   [] { return std::make_unique<MariadbHost>(); }}),
                         [](const auto& kind) { return kind.param.name; });

INSTANTIATE_TEST_SUITE_P(Mariadb, StoreServerContract,
                         testing::Values(ServerStoreKind{
                             "mariadb", server,
                             [](const auto& url, const auto& clock, const auto& options) {
                               return *MariadbStore::open(url, clock, options);
                             },
                             empty_database}),
                         [](const auto& kind) { return kind.param.name; });

// What only this server has.
class MariadbContract : public testing::Test {
 protected:
  MariadbContract() { EXPECT_TRUE(store->migrate({})); }

  MariadbHost host;
  const std::unique_ptr<Store> store = host.open();
  const std::unique_ptr<Session> session = *store->connect();
};

TEST_F(MariadbContract, TypesThatTheOthersHaveNotReadAsTheyAre) {
  const auto transaction = *session->begin();

  const auto rows = transaction->query(
      "SELECT CAST(1.50 AS DECIMAL(5,2)), CAST(7 AS UNSIGNED), 18446744073709551615, "
      "CAST('2026-01-02' AS DATE), b'101', TRUE, JSON_OBJECT('a', 1)");

  ASSERT_TRUE(rows) << rows.fault().what;
  EXPECT_EQ(rows->at(0), (Row{"1.50"s, std::int64_t{7}, "18446744073709551615"s, "2026-01-02"s,
                              Bytes{"\5"}, std::int64_t{1}, R"({"a": 1})"s}));
}

TEST_F(MariadbContract, ChangeOfTheSchemaLeavesNothingButCommit) {
  const auto transaction = *session->begin();
  ASSERT_TRUE(transaction->execute("create table t (n BIGINT)"));

  EXPECT_EQ(transaction->execute("INSERT INTO t VALUES (1)").fault().kind, FaultKind::invalid);
  EXPECT_TRUE(transaction->commit());
}

TEST_F(MariadbContract, BatchLongerThanAPacketGoesInSeveral) {
  // In hex this is twice as long as the server's 16 MiB.
  std::vector<InboxRow> rows(17);
  std::vector<std::array<std::uint8_t, 16>> ids;
  for (InboxRow& row : rows) {
    row.request_id[15] = static_cast<std::uint8_t>(ids.size());
    row.outcome_body.assign(1024 * 1024, 'x');
    ids.push_back(row.request_id);
  }
  const auto transaction = *session->begin();

  const auto added = transaction->inbox_add(rows);

  ASSERT_TRUE(added) << added.fault().what;
  EXPECT_EQ(transaction->inbox_find(ids)->size(), rows.size());
}

// Such columns cannot go as one array, and are written into the statement.
TEST_F(MariadbContract, InsertNewTakesAColumnOfSeveralKinds) {
  const auto transaction = *session->begin();
  ASSERT_TRUE(transaction->execute("CREATE TEMPORARY TABLE mixed (t VARCHAR(20) PRIMARY KEY)"));
  const std::array<std::string_view, 1> columns = {"t"};
  const std::vector<Row> wanted = {{std::string("7")}, {std::int64_t{7}}, {std::int64_t{8}}};

  const auto inserted = transaction->insert_new("mixed", columns, wanted);

  ASSERT_TRUE(inserted) << inserted.fault().what;
  EXPECT_EQ(*inserted, (std::vector{Transaction::Insert::added, Transaction::Insert::duplicate,
                                    Transaction::Insert::added}));
}

TEST_F(MariadbContract, ValueLongerThanAPacketIsInvalidAndTheConnectionStays) {
  std::vector<InboxRow> row(1);
  row[0].outcome_body.assign(17 * 1024 * 1024, 'x');

  EXPECT_EQ((*session->begin())->inbox_add(row).fault().kind, FaultKind::invalid);
  EXPECT_EQ((*session->begin())->query("SELECT ?", {row[0].outcome_body}).fault().kind,
            FaultKind::invalid);
  EXPECT_TRUE((*session->begin())->query("SELECT 1"));
}

TEST_F(MariadbContract, FailedStepTellsItsStatementAndLeavesWhatCameBefore) {
  const std::vector<Migration> wrong = {
      {"001_first", "CREATE TABLE a (n BIGINT); CREATE TABLE a (n BIGINT)"}};
  const std::vector<Migration> rows_only = {
      {"001_first", "CREATE TABLE IF NOT EXISTS a (n BIGINT)"},
      {"002_rows", "INSERT INTO a VALUES (1); INSERT INTO a VALUES ('x')"}};

  const auto failed = store->migrate(wrong);
  const auto undone = store->migrate(rows_only);

  EXPECT_THAT(failed.fault().what, testing::HasSubstr("statement 2"));
  EXPECT_THAT(undone.fault().what, testing::HasSubstr("002_rows"));
  EXPECT_TRUE((*session->begin())->query("SELECT n FROM a")->empty());
}

// As somebody has it who chose another comparison on purpose.
TEST_F(MariadbContract, DatabaseThatHasTablesKeepsItsComparison) {
  {
    const auto transaction = *session->begin();
    ASSERT_TRUE(transaction->execute(
        "ALTER DATABASE CHARACTER SET = utf8mb4 COLLATE = utf8mb4_general_ci"));
    ASSERT_TRUE(transaction->commit());
  }

  ASSERT_TRUE(store->migrate({}));

  EXPECT_EQ((*(*store->connect())->begin())->query("SELECT @@collation_database")->at(0),
            (Row{"utf8mb4_general_ci"s}));
}

}  // namespace
}  // namespace boomerang::store
