// The store's contract on a PostgreSQL server.

#include "boomerang/store/postgres/connection.h"
#include "boomerang/store/postgres/postgres_store.h"
#include "contract/store_contract.h"
#include "contract/store_server_contract.h"

namespace boomerang::store {
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

}  // namespace
}  // namespace boomerang::store
