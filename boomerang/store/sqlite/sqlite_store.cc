#include "boomerang/store/sqlite/sqlite_store.h"

#include "boomerang/store/sqlite/migration.h"
#include "boomerang/store/sqlite/session.h"

namespace boomerang::store {

Result<std::unique_ptr<SqliteStore>> SqliteStore::open(const std::filesystem::path& file,
                                                       const Clock& clock,
                                                       const SqliteOptions& options) {
  // Opened once to see that it can be; sessions come later.
  auto database = open_database(file, options);
  if (!database) return database.fault();
  auto checkpointer = Checkpointer::start(file, {.vfs = options.vfs});
  if (!checkpointer) return checkpointer.fault();
  return std::unique_ptr<SqliteStore>(
      new SqliteStore(file, clock, options, *std::move(checkpointer)));
}

Result<std::unique_ptr<Session>> SqliteStore::connect() {
  auto database = open_database(file_, options_);
  if (!database) return database.fault();
  return std::unique_ptr<Session>(
      new SqliteSession(file_, options_, *checkpointer_, *std::move(database)));
}

Result<void> SqliteStore::migrate(std::span<const Migration> migrations) {
  const auto database = open_database(file_, options_);
  if (!database) return database.fault();
  return store::migrate(**database, migrations, clock_);
}

}  // namespace boomerang::store
