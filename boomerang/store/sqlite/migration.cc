#include "boomerang/store/sqlite/migration.h"

#include <string>
#include <vector>

#include "boomerang/base/rfc3339.h"
#include "boomerang/base/sha256.h"

namespace boomerang::store {
namespace {

// The inbox is a table by arrival, so that forgetting the oldest needs no index by time.
constexpr const char* own_tables = R"(
  CREATE TABLE IF NOT EXISTS boomerang_migration (
    seq     INTEGER PRIMARY KEY,
    name    TEXT NOT NULL UNIQUE,
    sha256  TEXT NOT NULL,
    applied TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS boomerang_inbox (
    seq             INTEGER PRIMARY KEY,
    request_id      BLOB NOT NULL UNIQUE,
    payload_hash    BLOB NOT NULL,
    outcome_headers TEXT NOT NULL,
    outcome_body    NOT NULL,          -- TEXT if it is UTF-8, else BLOB
    handled         INTEGER NOT NULL   -- microseconds since 1970, UTC
  );)";

struct Step {
  std::string name;
  std::string sha256;
};

std::string hash_of(const Migration& migration) { return to_hex(sha256({migration.sql})); }

Result<std::vector<Step>> steps_that_ran(sqlite::Database& database) {
  auto select = database.prepare("SELECT name, sha256 FROM boomerang_migration ORDER BY seq");
  if (!select) return select.fault();
  std::vector<Step> steps;
  for (;;) {
    const auto row = select->step();
    if (!row) return row.fault();
    if (!*row) return steps;
    steps.push_back({std::string(select->bytes(0)), std::string(select->bytes(1))});
  }
}

// The steps that ran must be the first of those that are known, unchanged.
Result<void> compare(const std::vector<Step>& ran, std::span<const Migration> known) {
  for (std::size_t i = 0; i < ran.size(); ++i) {
    if (i >= known.size() || known[i].name != ran[i].name) {
      const std::string found = i < known.size() ? known[i].name : "nothing";
      return Fault{FaultKind::invalid, "the database has run migration " + ran[i].name +
                                           " as number " + std::to_string(i + 1) +
                                           ", where this program has " + found};
    }
    if (hash_of(known[i]) != ran[i].sha256) {
      return Fault{FaultKind::invalid, "migration " + ran[i].name +
                                           " was changed after it had run; add a new one instead"};
    }
  }
  return {};
}

Result<void> apply(sqlite::Database& database, const Migration& migration, const Clock& clock) {
  auto done = database.execute(migration.sql);
  if (done && !database.in_transaction()) {
    done = Fault{FaultKind::invalid, "it ends the transaction that it runs in"};
  }
  if (!done) {
    const FaultKind kind = done.fault().kind;
    const bool passing = kind == FaultKind::busy || kind == FaultKind::corrupt;
    return Fault{passing ? kind : FaultKind::invalid,
                 "migration " + migration.name + ": " + done.fault().what};
  }
  auto insert =
      database.prepare("INSERT INTO boomerang_migration (name, sha256, applied) VALUES (?, ?, ?)");
  if (!insert) return insert.fault();
  const std::string hash = hash_of(migration);
  const std::string applied = to_rfc3339(clock.wall());
  insert->bind_text(1, migration.name).bind_text(2, hash).bind_text(3, applied);
  const auto ran = insert->run();
  if (!ran) return ran.fault();
  return {};
}

Result<void> run_steps(sqlite::Database& database, std::span<const Migration> migrations,
                       const Clock& clock) {
  if (auto made = database.execute(own_tables); !made) return made;
  const auto ran = steps_that_ran(database);
  if (!ran) return ran.fault();
  if (auto same = compare(*ran, migrations); !same) return same;
  for (const Migration& migration : migrations.subspan(ran->size())) {
    if (auto applied = apply(database, migration, clock); !applied) return applied;
  }
  return database.execute("COMMIT");
}

}  // namespace

Result<void> migrate(sqlite::Database& database, std::span<const Migration> migrations,
                     const Clock& clock) {
  if (auto begun = database.execute("BEGIN IMMEDIATE"); !begun) return begun;
  auto done = run_steps(database, migrations, clock);
  if (!done && database.in_transaction()) {
    // Closing the connection would undo it as well; a fault here changes nothing.
    static_cast<void>(database.execute("ROLLBACK"));
  }
  return done;
}

}  // namespace boomerang::store
