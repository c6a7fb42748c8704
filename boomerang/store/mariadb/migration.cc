#include "boomerang/store/mariadb/migration.h"

#include <string>
#include <vector>

#include "boomerang/base/log.h"
#include "boomerang/base/rfc3339.h"
#include "boomerang/store/history.h"
#include "boomerang/store/mariadb/literal.h"

namespace boomerang::store::mariadb {
namespace {

// By arrival, so that forgetting the oldest needs no index by time, and a random id touches a
// random place of a small index only. NOPAD: otherwise "a" would equal "a ".
constexpr const char* own_tables = R"(
  CREATE TABLE IF NOT EXISTS boomerang_migration (
    seq     BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name    VARCHAR(255) NOT NULL UNIQUE,
    sha256  CHAR(64) NOT NULL,
    applied VARCHAR(32) NOT NULL
  ) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
  CREATE TABLE IF NOT EXISTS boomerang_inbox (
    seq             BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    request_id      BINARY(16) NOT NULL UNIQUE,
    payload_hash    BINARY(32) NOT NULL,
    outcome_headers MEDIUMTEXT NOT NULL,
    outcome_body    LONGBLOB NOT NULL,
    handled         BIGINT NOT NULL COMMENT 'microseconds since 1970, UTC'
  ) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin)";

// Tables take their comparison from the database when they are made. In one that has tables, what
// it says is somebody's choice, and stays.
Result<void> set_collation(Connection& connection) {
  const auto read = connection.run(
      "SELECT @@collation_database, "
      "(SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE())");
  if (!read) return read.fault();
  const std::string collation = read->rows.at(0).at(0).value_or("");
  if (collation == "utf8mb4_nopad_bin") return {};
  if (read->rows.at(0).at(1) == "0") {
    const auto set =
        connection.run("ALTER DATABASE CHARACTER SET = utf8mb4 COLLATE = utf8mb4_nopad_bin");
    if (set) return {};
    if (set.fault().kind != FaultKind::invalid) return set.fault();
  }
  log::warn("the database's new tables do not compare text byte by byte",
            {{"collation", collation}, {"wanted", "utf8mb4_nopad_bin"}});
  return {};
}

Result<std::vector<RanStep>> steps_that_ran(Connection& connection) {
  const auto read = connection.run("SELECT name, sha256 FROM boomerang_migration ORDER BY seq");
  if (!read) return read.fault();
  std::vector<RanStep> steps;
  for (const auto& row : read->rows) {
    steps.push_back({row.at(0).value_or(""), row.at(1).value_or("")});
  }
  return steps;
}

Result<void> apply(Connection& connection, const Migration& migration, const Clock& clock) {
  const auto named = [&](const Fault& fault) {
    const bool passing = fault.kind == FaultKind::busy || fault.kind == FaultKind::corrupt;
    return Fault{passing ? fault.kind : FaultKind::invalid,
                 "migration " + migration.name + ": " + fault.what};
  };
  if (auto begun = connection.run("START TRANSACTION"); !begun) return begun.fault();
  if (auto ran = connection.run(migration.sql); !ran) {
    const Fault fault = named(ran.fault());
    // What is left of it is undone with the connection at the latest.
    static_cast<void>(connection.run("ROLLBACK"));
    return fault;
  }
  std::string note = "INSERT INTO boomerang_migration (name, sha256, applied) VALUES (";
  append_literal(note, migration.name);
  note += ", ";
  append_literal(note, hash_of(migration));
  note += ", ";
  append_literal(note, to_rfc3339(clock.wall()));
  note += ')';
  for (const std::string& sql : {note, std::string("COMMIT")}) {
    if (auto ran = connection.run(sql); !ran) return named(ran.fault());
  }
  return {};
}

Result<void> run_steps(Connection& connection, std::span<const Migration> migrations,
                       const Clock& clock) {
  if (auto set = set_collation(connection); !set) return set;
  if (auto made = connection.run(own_tables); !made) return made.fault();
  const auto ran = steps_that_ran(connection);
  if (!ran) return ran.fault();
  const auto steps = steps_to_run(*ran, migrations);
  if (!steps) return steps.fault();
  for (const Migration& migration : *steps) {
    if (auto applied = apply(connection, migration, clock); !applied) return applied;
  }
  return {};
}

}  // namespace

Result<void> migrate(Connection& connection, std::span<const Migration> migrations,
                     const ServerOptions& options, const Clock& clock) {
  const std::string lock_name = "CONCAT('boomerang_', MD5(DATABASE()))";
  const auto wait_s = std::chrono::ceil<std::chrono::seconds>(options.lock_wait).count();
  const auto locked =
      connection.run("SELECT GET_LOCK(" + lock_name + ", " + std::to_string(wait_s) + ")");
  if (!locked) return locked.fault();
  if (locked->rows.at(0).at(0) != "1") {
    return Fault{FaultKind::busy, "another process migrates the database"};
  }
  auto done = run_steps(connection, migrations, clock);
  // The end of the connection would free it as well; a fault here changes nothing.
  static_cast<void>(connection.run("DO RELEASE_LOCK(" + lock_name + ")"));
  return done;
}

}  // namespace boomerang::store::mariadb
