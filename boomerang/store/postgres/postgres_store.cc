#include "boomerang/store/postgres/postgres_store.h"

#include "boomerang/store/postgres/migration.h"
#include "boomerang/store/postgres/session.h"

namespace boomerang::store {

using postgres::Connection;
using postgres::Use;

Result<std::unique_ptr<PostgresStore>> PostgresStore::open(std::string_view url, const Clock& clock,
                                                           const ServerOptions& options) {
  auto parsed = parse_database_url(url, "postgresql", 5432);
  if (!parsed) return parsed.fault();
  return std::unique_ptr<PostgresStore>(new PostgresStore(*std::move(parsed), clock, options));
}

Result<std::unique_ptr<Session>> PostgresStore::connect() {
  auto connection = Connection::open(url_, options_, Use::transactions, clock_);
  if (!connection) return connection.fault();
  return std::unique_ptr<Session>(
      new postgres::PostgresSession(url_, options_, clock_, *std::move(connection)));
}

Result<void> PostgresStore::migrate(std::span<const Migration> migrations) {
  const auto connection = Connection::open(url_, options_, Use::migration, clock_);
  if (!connection) return connection.fault();
  return postgres::migrate(**connection, migrations, clock_);
}

}  // namespace boomerang::store
