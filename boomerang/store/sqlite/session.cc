#include "boomerang/store/sqlite/session.h"

#include <algorithm>

#include "boomerang/base/json_text.h"

namespace boomerang::store {
namespace {

constexpr std::size_t rows_max = 1000;

std::string_view view(const auto& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

bool is_identifier(std::string_view name) {
  const auto word = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  };
  return !name.empty() && !(name[0] >= '0' && name[0] <= '9') &&
         std::all_of(name.begin(), name.end(), word);
}

Fault not_an_identifier(std::string_view name) {
  return {FaultKind::invalid, "not a plain identifier: " + std::string(name)};
}

Fault too_many() { return {FaultKind::invalid, "more than 1000 in one call"}; }

void bind(sqlite::Statement& statement, int index, const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    statement.bind(index, *number);
  } else if (const auto* real = std::get_if<double>(&value)) {
    statement.bind(index, *real);
  } else if (const auto* text = std::get_if<std::string>(&value)) {
    statement.bind_text(index, *text);
  } else if (const auto* bytes = std::get_if<Bytes>(&value)) {
    statement.bind_blob(index, bytes->data);
  } else {
    statement.bind_null(index);
  }
}

// Values must be as many as parameters: one too few would be bound to a value of an earlier run.
Result<void> bind(sqlite::Statement& statement, Values values) {
  if (static_cast<std::size_t>(statement.parameters()) != values.size()) {
    return Fault{FaultKind::invalid, "the statement has " + std::to_string(statement.parameters()) +
                                         " parameters, but there are " +
                                         std::to_string(values.size()) + " values"};
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    bind(statement, static_cast<int>(i) + 1, values[i]);
  }
  return {};
}

Value read(const sqlite::Statement& statement, int column) {
  using Type = sqlite::Statement::Type;
  switch (statement.type(column)) {
    case Type::integer:
      return statement.integer(column);
    case Type::real:
      return statement.real(column);
    case Type::text:
      return std::string(statement.bytes(column));
    case Type::blob:
      return Bytes{std::string(statement.bytes(column))};
    case Type::null:
      break;
  }
  return std::monostate{};
}

}  // namespace

Result<std::unique_ptr<sqlite::Database>> open_database(const std::filesystem::path& file,
                                                        const SqliteOptions& options) {
  auto database =
      sqlite::Database::open(file, {.busy_wait = options.busy_wait, .vfs = options.vfs});
  if (!database) return database;
  const std::string settings =
      "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;"
      "PRAGMA cache_size = -" +
      std::to_string(options.cache_kib);
  if (auto set = (*database)->execute(settings); !set) return set.fault();
  const auto utf8 = (*database)->integer("SELECT encoding = 'UTF-8' FROM pragma_encoding");
  if (!utf8) return utf8.fault();
  if (*utf8 != 1) return Fault{FaultKind::invalid, file.string() + ": its text is not UTF-8"};
  (*database)->leave_checkpoints();
  return database;
}

SqliteSession::SqliteSession(std::filesystem::path file, const SqliteOptions& options,
                             Checkpointer& checkpointer, std::unique_ptr<sqlite::Database> database)
    : file_(std::move(file)), options_(options), checkpointer_(checkpointer) {
  connection_.emplace(std::move(database));
}

Result<std::unique_ptr<Transaction>> SqliteSession::begin() {
  check(!open_, "a session has one transaction at a time");
  if (!connection_) {
    auto database = open_database(file_, options_);
    if (!database) {
      const bool damaged = database.fault().kind == FaultKind::corrupt;
      return Fault{damaged ? FaultKind::corrupt : FaultKind::busy, database.fault().what};
    }
    connection_.emplace(*std::move(database));
  }
  limit_wal();
  const auto statement = connection_->statements.find("BEGIN IMMEDIATE");
  if (!statement) return Fault{FaultKind::busy, statement.fault().what};
  const auto begun = (*statement)->run();
  if (!begun) {
    if (connection_->database->trouble() == sqlite::Trouble::io) connection_.reset();
    const bool damaged = begun.fault().kind == FaultKind::corrupt;
    return Fault{damaged ? FaultKind::corrupt : FaultKind::busy, begun.fault().what};
  }
  return std::unique_ptr<Transaction>(new SqliteTransaction(*this));
}

// The checkpointer has moved most of a long WAL by now. No transaction of ours writes at this
// moment, so this moves the rest, and the WAL starts over.
void SqliteSession::limit_wal() {
  if (connection_->database->wal_pages() <= 2 * options_.wal_pages_max) return;
  checkpointer_.checkpoint();
}

SqliteTransaction::SqliteTransaction(SqliteSession& session) : session_(session) {
  session_.open_ = true;
}

SqliteTransaction::~SqliteTransaction() {
  session_.open_ = false;
  if (!broken_ && database().in_transaction()) {
    const auto undone = run("ROLLBACK");
    // Without it the next BEGIN would fail, and go on failing.
    broken_ = !undone;
  }
  if (broken_) session_.connection_.reset();
}

sqlite::Database& SqliteTransaction::database() { return *session_.connection_->database; }

// The fault as the port tells it. Outside a commit nothing has been written that would last.
Fault SqliteTransaction::met(Fault fault) {
  if (database().trouble() == sqlite::Trouble::io) broken_ = true;
  if (fault.kind == FaultKind::unknown) fault.kind = FaultKind::busy;
  return fault;
}

// SQLite ends a transaction by itself on some faults. What came after would not be part of one.
Result<sqlite::Statement*> SqliteTransaction::prepare(std::string_view sql) {
  if (over_) return Fault{FaultKind::invalid, "the transaction is over"};
  if (broken_ || !database().in_transaction()) {
    return Fault{FaultKind::busy, "the transaction was undone by the database"};
  }
  auto statement = session_.connection_->statements.find(sql);
  if (!statement) return met(statement.fault());
  return statement;
}

Result<sqlite::Statement*> SqliteTransaction::prepare(std::string_view sql, Values values) {
  auto statement = prepare(sql);
  if (!statement) return statement;
  if (auto bound = bind(**statement, values); !bound) return bound.fault();
  return statement;
}

Result<void> SqliteTransaction::run(std::string_view sql) {
  const auto statement = session_.connection_->statements.find(sql);
  if (!statement) return statement.fault();
  const auto ran = (*statement)->run();
  if (!ran) return ran.fault();
  return {};
}

Result<std::int64_t> SqliteTransaction::execute(std::string_view sql, Values values) {
  const auto statement = prepare(sql, values);
  if (!statement) return statement.fault();
  auto ran = (*statement)->run();
  if (!ran) return met(ran.fault());
  return ran;
}

Result<std::vector<Row>> SqliteTransaction::query(std::string_view sql, Values values) {
  const auto statement = prepare(sql, values);
  if (!statement) return statement.fault();
  std::vector<Row> rows;
  for (;;) {
    const auto there = (*statement)->step();
    if (!there) return met(there.fault());
    if (!*there) return rows;
    Row& row = rows.emplace_back();
    const int columns = (*statement)->columns();
    row.reserve(static_cast<std::size_t>(columns));
    for (int column = 0; column < columns; ++column) row.push_back(read(**statement, column));
  }
}

Result<Transaction::Insert> SqliteTransaction::insert(std::string_view sql, Values values) {
  const auto statement = prepare(sql, values);
  if (!statement) return statement.fault();
  const auto ran = (*statement)->run();
  if (ran) return *ran > 0 ? Insert::added : Insert::duplicate;
  if (database().trouble() == sqlite::Trouble::unique) return Insert::duplicate;
  return met(ran.fault());
}

// One statement stepped for each row: there is no round trip to save.
Result<std::vector<Transaction::Insert>> SqliteTransaction::insert_new(
    std::string_view table, std::span<const std::string_view> columns, std::span<const Row> rows) {
  if (rows.size() > rows_max) return too_many();
  std::string names;
  std::string marks;
  for (const std::string_view column : columns) {
    if (!is_identifier(column)) return not_an_identifier(column);
    names.append(names.empty() ? "" : ", ").append(column);
    marks += marks.empty() ? "?" : ", ?";
  }
  if (columns.empty() || !is_identifier(table)) return not_an_identifier(table);
  const std::string sql = "INSERT INTO " + std::string(table) + " (" + names + ") VALUES (" +
                          marks + ") ON CONFLICT DO NOTHING";
  const auto statement = prepare(sql);
  if (!statement) return statement.fault();
  std::vector<Insert> inserts;
  inserts.reserve(rows.size());
  for (const Row& row : rows) {
    if (auto bound = bind(**statement, row); !bound) return bound.fault();
    const auto ran = (*statement)->run();
    if (!ran) return met(ran.fault());
    inserts.push_back(*ran > 0 ? Insert::added : Insert::duplicate);
  }
  return inserts;
}

Result<void> SqliteTransaction::mark(std::string_view verb, std::string_view name) {
  if (!is_identifier(name)) return not_an_identifier(name);
  const auto statement = prepare(std::string(verb).append(name));
  if (!statement) return statement.fault();
  const auto ran = (*statement)->run();
  if (!ran) return met(ran.fault());
  return {};
}

Result<void> SqliteTransaction::savepoint(std::string_view name) {
  return mark("SAVEPOINT ", name);
}

Result<void> SqliteTransaction::rollback_to(std::string_view name) {
  return mark("ROLLBACK TO ", name);
}

Result<void> SqliteTransaction::release(std::string_view name) { return mark("RELEASE ", name); }

Result<std::vector<InboxRow>> SqliteTransaction::inbox_find(
    std::span<const std::array<std::uint8_t, 16>> ids) {
  if (ids.size() > rows_max) return too_many();
  const auto statement = prepare(
      "SELECT payload_hash, outcome_headers, outcome_body, handled FROM boomerang_inbox "
      "WHERE request_id = ?");
  if (!statement) return statement.fault();
  sqlite::Statement& select = **statement;
  std::vector<InboxRow> rows;
  for (const auto& id : ids) {
    select.bind_blob(1, view(id));
    const auto there = select.step();
    if (!there) return met(there.fault());
    if (!*there) continue;
    InboxRow& row = rows.emplace_back();
    row.request_id = id;
    const std::string_view hash = select.bytes(0);
    if (hash.size() != row.payload_hash.size()) {
      select.reset();
      return Fault{FaultKind::corrupt, "a payload hash in the inbox has not 32 bytes"};
    }
    std::copy(hash.begin(), hash.end(), row.payload_hash.begin());
    row.outcome_headers = select.bytes(1);
    row.outcome_body = select.bytes(2);
    row.handled = WallTime(std::chrono::microseconds(select.integer(3)));
    select.reset();
  }
  return rows;
}

Result<void> SqliteTransaction::inbox_add(std::span<const InboxRow> rows) {
  if (rows.size() > rows_max) return too_many();
  const auto statement = prepare(
      "INSERT INTO boomerang_inbox (request_id, payload_hash, outcome_headers, "
      "outcome_body, handled) VALUES (?, ?, ?, ?, ?)");
  if (!statement) return statement.fault();
  for (const InboxRow& row : rows) {
    sqlite::Statement& insert = **statement;
    insert.bind_blob(1, view(row.request_id)).bind_blob(2, view(row.payload_hash));
    insert.bind_text(3, row.outcome_headers);
    if (is_utf8(row.outcome_body)) {
      insert.bind_text(4, row.outcome_body);
    } else {
      insert.bind_blob(4, row.outcome_body);
    }
    insert.bind(5, static_cast<std::int64_t>(row.handled.time_since_epoch().count()));
    const auto ran = insert.run();
    if (ran) continue;
    if (database().trouble() == sqlite::Trouble::unique) {
      return Fault{FaultKind::busy, "the inbox has one of the requests by now"};
    }
    return met(ran.fault());
  }
  return {};
}

// Looks at the oldest `rows_max` rows only, so that a call costs the same whatever it finds.
Result<std::int64_t> SqliteTransaction::inbox_prune(WallTime before, std::int64_t limit) {
  return execute(
      "DELETE FROM boomerang_inbox WHERE handled < ? AND seq IN "
      "(SELECT seq FROM boomerang_inbox ORDER BY seq LIMIT ?)",
      {static_cast<std::int64_t>(before.time_since_epoch().count()), limit});
}

Result<void> SqliteTransaction::commit() {
  if (over_) return Fault{FaultKind::invalid, "the transaction is over"};
  if (broken_ || !database().in_transaction()) {
    over_ = true;
    return Fault{FaultKind::busy, "the transaction was undone by the database"};
  }
  over_ = true;
  auto done = run("COMMIT");
  if (!done) {
    if (done.fault().kind == FaultKind::unknown) broken_ = true;
    return done;
  }
  if (database().wal_pages() > session_.options_.wal_pages_max) session_.checkpointer_.wake();
  return done;
}

}  // namespace boomerang::store
