// The store's contract on a MariaDB server.

#include "boomerang/store/mariadb/connection.h"
#include "boomerang/store/mariadb/mariadb_store.h"
#include "contract/store_contract.h"
#include "contract/store_server_contract.h"

namespace boomerang::store {
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

}  // namespace
}  // namespace boomerang::store
