#include "boomerang/store/postgres/migration.h"

#include <array>
#include <string>
#include <vector>

#include "boomerang/base/rfc3339.h"
#include "boomerang/store/history.h"

namespace boomerang::store::postgres {
namespace {

// The number is that of no other program, as far as can be: "boomrang" in ASCII.
constexpr const char* lock = "SELECT pg_advisory_xact_lock(x'626f6f6d72616e67'::bigint)";

// The inbox is a table by arrival, so that forgetting the oldest needs no index by time.
constexpr const char* own_tables = R"(
  CREATE TABLE IF NOT EXISTS boomerang_migration (
    seq     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name    text NOT NULL UNIQUE,
    sha256  text NOT NULL,
    applied text NOT NULL);
  CREATE TABLE IF NOT EXISTS boomerang_inbox (
    seq             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    request_id      uuid NOT NULL UNIQUE,
    payload_hash    bytea NOT NULL,
    outcome_headers text NOT NULL,
    outcome_body    bytea NOT NULL,
    handled         bigint NOT NULL  -- microseconds since 1970, UTC
  ))";

constexpr const char* note = "boomerang_note";

Result<std::vector<RanStep>> steps_that_ran(Connection& connection) {
  const auto read = connection.run("SELECT name, sha256 FROM boomerang_migration ORDER BY seq");
  if (!read) return read.fault();
  std::vector<RanStep> steps;
  for (int row = 0; row < read->rows(); ++row) {
    steps.push_back({std::string(read->bytes(row, 0)), std::string(read->bytes(row, 1))});
  }
  return steps;
}

Result<void> apply(Connection& connection, const Migration& migration, const Clock& clock) {
  const auto ran = connection.run(migration.sql);
  if (!ran || !connection.in_transaction()) {
    const Fault fault =
        !ran ? ran.fault() : Fault{FaultKind::invalid, "it ends the transaction that it runs in"};
    const bool passing = fault.kind == FaultKind::busy || fault.kind == FaultKind::corrupt;
    return Fault{passing ? fault.kind : FaultKind::invalid,
                 "migration " + migration.name + ": " + fault.what};
  }
  Parameters parameters;
  parameters.add_binary(migration.name);
  parameters.add_binary(hash_of(migration));
  parameters.add_binary(to_rfc3339(clock.wall()));
  const auto noted = connection.execute(note, parameters, Form::text);
  if (!noted) return noted.fault();
  return {};
}

Result<void> run_steps(Connection& connection, std::span<const Migration> migrations,
                       const Clock& clock) {
  for (const char* sql : {lock, own_tables}) {
    if (auto done = connection.run(sql); !done) return done.fault();
  }
  const auto ran = steps_that_ran(connection);
  if (!ran) return ran.fault();
  const auto steps = steps_to_run(*ran, migrations);
  if (!steps) return steps.fault();
  if (auto made = connection.prepare(note,
                                     "INSERT INTO boomerang_migration (name, sha256, applied) "
                                     "VALUES ($1, $2, $3)");
      !made) {
    return made.fault();
  }
  for (const Migration& migration : *steps) {
    if (auto applied = apply(connection, migration, clock); !applied) return applied;
  }
  return {};
}

}  // namespace

Result<void> migrate(Connection& connection, std::span<const Migration> migrations,
                     const Clock& clock) {
  if (auto begun = connection.run("BEGIN"); !begun) return begun.fault();
  if (auto done = run_steps(connection, migrations, clock); !done) {
    // Closing the connection would undo it as well; a fault here changes nothing.
    static_cast<void>(connection.run("ROLLBACK"));
    return done;
  }
  const auto committed = connection.run("COMMIT");
  if (committed) return {};
  // Whether it was done or not: the next run finds out, and goes on from there.
  return Fault{FaultKind::busy, committed.fault().what};
}

}  // namespace boomerang::store::postgres
