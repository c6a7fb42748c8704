#include "boomerang/store/mariadb/mariadb_store.h"

#include "boomerang/store/mariadb/migration.h"
#include "boomerang/store/mariadb/session.h"

namespace boomerang::store {

Result<std::unique_ptr<MariadbStore>> MariadbStore::open(std::string_view url, const Clock& clock,
                                                         const ServerOptions& options) {
  auto parsed = parse_database_url(url, "mariadb", 3306);
  if (!parsed) return parsed.fault();
  return std::unique_ptr<MariadbStore>(new MariadbStore(*std::move(parsed), clock, options));
}

Result<std::unique_ptr<Session>> MariadbStore::connect() {
  auto connection = mariadb::Connection::open(url_, options_, mariadb::Use::transactions);
  if (!connection) return connection.fault();
  return std::unique_ptr<Session>(
      new mariadb::MariadbSession(url_, options_, *std::move(connection)));
}

Result<void> MariadbStore::migrate(std::span<const Migration> migrations) {
  const auto connection = mariadb::Connection::open(url_, options_, mariadb::Use::migration);
  if (!connection) return connection.fault();
  return mariadb::migrate(**connection, migrations, options_, clock_);
}

}  // namespace boomerang::store
