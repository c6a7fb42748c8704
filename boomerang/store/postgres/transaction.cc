#include "boomerang/store/postgres/transaction.h"

#include <algorithm>
#include <charconv>

#include "boomerang/store/argument.h"
#include "boomerang/store/postgres/array.h"
#include "boomerang/store/postgres/sql_text.h"

namespace boomerang::store::postgres {
namespace {

std::string_view view(const auto& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::int64_t microseconds(WallTime time) { return time.time_since_epoch().count(); }

// Big-endian, as the binary form of an int8 is.
std::int64_t number_of(std::string_view bytes) {
  std::uint64_t number = 0;
  for (const char c : bytes) number = number << 8 | static_cast<unsigned char>(c);
  return static_cast<std::int64_t>(number);
}

constexpr std::string_view add_to_inbox =
    "INSERT INTO boomerang_inbox "
    "(request_id, payload_hash, outcome_headers, outcome_body, handled) "
    "SELECT * FROM unnest(?::uuid[], ?::bytea[], ?::text[], ?::bytea[], ?::bigint[])";

Parameters parameters_of(std::span<const InboxRow> rows) {
  Array ids(oid::uuid);
  Array hashes(oid::bytea);
  Array headers(oid::text);
  Array bodies(oid::bytea);
  Array times(oid::int8);
  for (const InboxRow& row : rows) {
    ids.add(view(row.request_id));
    hashes.add(view(row.payload_hash));
    headers.add(row.outcome_headers);
    bodies.add(row.outcome_body);
    times.add(microseconds(row.handled));
  }
  Parameters parameters;
  for (Array* array : {&ids, &hashes, &headers, &bodies, &times}) {
    parameters.add_binary(std::move(*array).take());
  }
  return parameters;
}

}  // namespace

Parameters inbox_ids(std::span<const std::array<std::uint8_t, 16>> ids) {
  Array array(oid::uuid);
  for (const auto& id : ids) array.add(view(id));
  Parameters parameters;
  parameters.add_binary(std::move(array).take());
  return parameters;
}

PostgresTransaction::PostgresTransaction(PostgresSession& session) : session_(session) {
  session_.open_ = true;
}

PostgresTransaction::~PostgresTransaction() {
  session_.open_ = false;
  if (!session_.link_ || state_ == State::over) return;
  // A connection that cannot even do that is not used again, and its end is a rollback, too.
  if (!connection().run("ROLLBACK")) session_.link_.reset();
}

Result<void> PostgresTransaction::ready() const {
  switch (state_) {
    case State::open:
      return {};
    case State::failed:
      return Fault{FaultKind::invalid, "the transaction failed, and can only be rolled back"};
    case State::undone:
      return Fault{FaultKind::busy, "the connection is lost"};
    case State::over:
      break;
  }
  return Fault{FaultKind::invalid, "the transaction is over"};
}

// The fault as the port tells it; the transaction is what it makes of it.
Fault PostgresTransaction::met(Fault fault) {
  state_ = connection().trouble() == Trouble::lost ? State::undone : State::failed;
  return fault;
}

Result<Answer> PostgresTransaction::direct(const std::string& sql) {
  if (auto usable = ready(); !usable) return usable.fault();
  auto answer = connection().run(sql);
  if (!answer) return met(answer.fault());
  return answer;
}

Result<Prepared> PostgresTransaction::prepare(const std::string& sql) {
  Prepared statement{"boomerang_" + std::to_string(++session_.link_->names), {}};
  auto types = connection().prepare(statement.name, sql);
  if (!types) return met(types.fault());
  statement.types = *std::move(types);
  return statement;
}

// From now on found as `key`.
Result<void> PostgresTransaction::keep(std::string_view key, const Prepared& statement) {
  const auto gone = session_.link_->statements.add(key, statement);
  if (!gone) return {};
  const auto freed = direct("DEALLOCATE " + gone->name);
  if (!freed) return freed.fault();
  return {};
}

Result<Prepared> PostgresTransaction::prepared(std::string_view sql) {
  if (auto usable = ready(); !usable) return usable.fault();
  if (const Prepared* found = session_.link_->statements.find(sql)) return *found;
  auto made = prepare(number_parameters(sql).sql);
  if (!made) return made;
  if (auto kept = keep(sql, *made); !kept) return kept.fault();
  return made;
}

Result<Answer> PostgresTransaction::execute(std::string_view key, const Prepared& statement,
                                            const Parameters& parameters, Form form) {
  auto answer = connection().execute(statement.name, parameters, form);
  if (answer) {
    // What came after the end of the transaction would be made to last at once, each by itself.
    if (!connection().in_transaction()) state_ = State::failed;
    return answer;
  }
  return met(key, answer.fault());
}

Fault PostgresTransaction::met(std::string_view key, Fault fault) {
  fault = met(std::move(fault));
  if (connection().trouble() != Trouble::stale) return fault;
  // The schema has changed under it. The next transaction prepares it again.
  session_.link_->statements.remove(key);
  fault.kind = FaultKind::busy;
  return fault;
}

Result<Answer> PostgresTransaction::run_with_values(std::string_view sql, Values values) {
  const auto statement = prepared(sql);
  if (!statement) return statement.fault();
  const auto parameters = Parameters::of(values, statement->types);
  if (!parameters) {
    state_ = State::failed;
    return parameters.fault();
  }
  return execute(sql, *statement, *parameters, Form::text);
}

Result<Answer> PostgresTransaction::run_with_arrays(std::string_view sql,
                                                    const Parameters& parameters, Form form) {
  const auto statement = prepared(sql);
  if (!statement) return statement.fault();
  return execute(sql, *statement, parameters, form);
}

Result<std::int64_t> PostgresTransaction::execute(std::string_view sql, Values values) {
  const auto answer = run_with_values(sql, values);
  if (!answer) return answer.fault();
  return answer->changed();
}

Result<std::vector<Row>> PostgresTransaction::query(std::string_view sql, Values values) {
  const auto answer = run_with_values(sql, values);
  if (!answer) return answer.fault();
  std::vector<Row> rows(static_cast<std::size_t>(answer->rows()));
  const int columns = answer->columns();
  for (int i = 0; i < answer->rows(); ++i) {
    Row& row = rows[static_cast<std::size_t>(i)];
    row.reserve(static_cast<std::size_t>(columns));
    for (int column = 0; column < columns; ++column) {
      row.push_back(answer->is_null(i, column)
                        ? Value{}
                        : from_text(answer->type(column), answer->bytes(i, column)));
    }
  }
  return rows;
}

// A row whose key is taken would end the transaction, so the statement is made to pass over it. A
// savepoint around it would do as well, for two more round trips.
Result<Transaction::Insert> PostgresTransaction::insert(std::string_view sql, Values values) {
  const auto answer = run_with_values(pass_over_duplicates(sql), values);
  if (!answer) return answer.fault();
  return answer->changed() > 0 ? Insert::added : Insert::duplicate;
}

// The columns of all rows go as arrays of text, and are cast to the types of the table's columns.
// Each row tells its number to a setting when it is read, and RETURNING gives the numbers of
// those that went in.
Result<Prepared> PostgresTransaction::prepare_insert_new(std::string_view table,
                                                         std::span<const std::string_view> columns,
                                                         std::string_view key) {
  std::string marks;
  for (std::size_t i = 0; i < columns.size(); ++i) marks += i == 0 ? "?" : ", ?";
  const std::string into = "INSERT INTO " + std::string(table) + " (" + comma_list(columns) + ") ";
  // The server knows the types: they are those of the parameters of an INSERT of one row.
  const auto one = prepared(into + "VALUES (" + marks + ")");
  if (!one) return one.fault();
  std::string names = "SELECT ";
  for (const Oid type : one->types) {
    names += (names.size() > 7 ? ", " : "") + std::string("format_type(") + std::to_string(type) +
             ", -1)";
  }
  const auto type_names = direct(names);
  if (!type_names) return type_names.fault();

  std::string casts;
  std::string arrays;
  std::string aliases;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::string number = std::to_string(i + 1);
    const std::string separator = i == 0 ? "" : ", ";
    casts += separator + "g.c" + number + "::";
    casts += type_names->bytes(0, static_cast<int>(i));
    arrays += separator + "$" + number + "::text[]";
    aliases += "c" + number + ", ";
  }
  auto many = prepare(into + "SELECT " + casts + " FROM unnest(" + arrays +
                      ") WITH ORDINALITY AS g (" + aliases +
                      "n) WHERE set_config('boomerang.row', g.n::text, true) IS NOT NULL "
                      "ON CONFLICT DO NOTHING "
                      "RETURNING current_setting('boomerang.row')::bigint");
  if (!many) return many;
  many->types = one->types;  // What the rows are to become, rather than the arrays of text.
  if (auto kept = keep(key, *many); !kept) return kept.fault();
  return many;
}

Result<std::vector<Transaction::Insert>> PostgresTransaction::insert_new(
    std::string_view table, std::span<const std::string_view> columns, std::span<const Row> rows) {
  if (auto usable = ready(); !usable) return usable.fault();
  if (auto good = check_insert(table, columns, rows); !good) return good.fault();
  std::vector<Insert> inserts(rows.size(), Insert::duplicate);
  if (rows.empty()) return inserts;
  // No statement that a handler writes looks like this.
  const std::string key = "insert_new " + std::string(table) + " " + comma_list(columns);
  const Prepared* found = session_.link_->statements.find(key);
  const auto statement =
      found != nullptr ? Result<Prepared>(*found) : prepare_insert_new(table, columns, key);
  if (!statement) return statement.fault();

  Parameters parameters;
  for (std::size_t column = 0; column < columns.size(); ++column) {
    Array array(oid::text);
    for (const Row& row : rows) {
      const auto text = to_text(row[column], statement->types[column]);
      if (!text) {
        state_ = State::failed;
        return text.fault();
      }
      if (*text) {
        array.add(**text);
      } else {
        array.add_null();
      }
    }
    parameters.add_binary(std::move(array).take());
  }
  const auto answer = execute(key, *statement, parameters, Form::binary);
  if (!answer) return answer.fault();
  for (int row = 0; row < answer->rows(); ++row) {
    const auto at = static_cast<std::size_t>(number_of(answer->bytes(row, 0)));
    check(at >= 1 && at <= inserts.size(), "the database numbers the rows that it was given");
    inserts[at - 1] = Insert::added;
  }
  return inserts;
}

Result<void> PostgresTransaction::mark(std::string_view verb, std::string_view name) {
  if (auto plain = check_identifier(name); !plain) return plain;
  const auto done = direct(std::string(verb).append(name));
  if (!done) return done.fault();
  return {};
}

Result<void> PostgresTransaction::savepoint(std::string_view name) {
  return mark("SAVEPOINT ", name);
}

// The way back from a fault.
Result<void> PostgresTransaction::rollback_to(std::string_view name) {
  if (state_ == State::failed) state_ = State::open;
  return mark("ROLLBACK TO SAVEPOINT ", name);
}

Result<void> PostgresTransaction::release(std::string_view name) {
  return mark("RELEASE SAVEPOINT ", name);
}

Result<std::vector<InboxRow>> PostgresTransaction::inbox_rows(const Answer& answer) {
  std::vector<InboxRow> found(static_cast<std::size_t>(answer.rows()));
  for (int i = 0; i < answer.rows(); ++i) {
    InboxRow& row = found[static_cast<std::size_t>(i)];
    const std::string_view id = answer.bytes(i, 0);
    const std::string_view hash = answer.bytes(i, 1);
    if (id.size() != row.request_id.size() || hash.size() != row.payload_hash.size()) {
      state_ = State::failed;
      return Fault{FaultKind::corrupt, "a payload hash in the inbox has not 32 bytes"};
    }
    std::copy(id.begin(), id.end(), row.request_id.begin());
    std::copy(hash.begin(), hash.end(), row.payload_hash.begin());
    row.outcome_headers = answer.bytes(i, 2);
    row.outcome_body = answer.bytes(i, 3);
    row.handled = WallTime(std::chrono::microseconds(number_of(answer.bytes(i, 4))));
  }
  return found;
}

Result<std::vector<InboxRow>> PostgresTransaction::inbox_find(
    std::span<const std::array<std::uint8_t, 16>> ids) {
  if (auto few = check_count(ids.size()); !few) return few.fault();
  if (auto usable = ready(); !usable) return usable.fault();
  if (ids.empty()) return std::vector<InboxRow>{};
  const auto answer = run_with_arrays(inbox_query, inbox_ids(ids), Form::binary);
  if (!answer) return answer.fault();
  return inbox_rows(*answer);
}

// The fault of the INSERT into the inbox.
Fault PostgresTransaction::inbox_fault(Fault fault) {
  if (connection().trouble() != Trouble::duplicate) return fault;
  return {FaultKind::busy, "the inbox has one of the requests by now"};
}

Result<void> PostgresTransaction::inbox_add(std::span<const InboxRow> rows) {
  if (auto few = check_count(rows.size()); !few) return few;
  if (auto usable = ready(); !usable) return usable;
  if (rows.empty()) return {};
  const auto answer = run_with_arrays(add_to_inbox, parameters_of(rows), Form::binary);
  if (!answer) return inbox_fault(answer.fault());
  return {};
}

// Looks at the oldest `rows_max` rows only, so that a call costs the same whatever it finds.
Result<std::int64_t> PostgresTransaction::inbox_prune(WallTime before, std::int64_t rows_max) {
  const std::array<Value, 2> values = {microseconds(before), std::max<std::int64_t>(rows_max, 0)};
  return execute(
      "DELETE FROM boomerang_inbox WHERE handled < ? AND seq IN "
      "(SELECT seq FROM boomerang_inbox ORDER BY seq LIMIT ?)",
      values);
}

Result<void> PostgresTransaction::commit() {
  if (auto usable = ready(); !usable) return usable;
  return over(connection().run("COMMIT"));
}

// What has become of a COMMIT.
Result<void> PostgresTransaction::over(const Result<Answer>& done) {
  state_ = State::over;
  if (done && done->command() == "COMMIT") return {};
  if (done) return Fault{FaultKind::busy, "the database rolled back instead of committing"};
  const bool is_lost = connection().trouble() == Trouble::lost;
  if (is_lost) session_.link_.reset();
  // An answer that says no is sure: a constraint that is looked at only now does not hold, say.
  return Fault{is_lost ? FaultKind::unknown : done.fault().kind, done.fault().what};
}

// The statement is prepared by the first transaction of a connection that adds rows.
Result<void> PostgresTransaction::inbox_add_and_commit(std::span<const InboxRow> rows) {
  const Prepared* insert = ready() ? session_.link_->statements.find(add_to_inbox) : nullptr;
  if (insert == nullptr || rows.empty() || !check_count(rows.size())) {
    return Transaction::inbox_add_and_commit(rows);
  }
  const Parameters parameters = parameters_of(rows);
  const std::array steps = {Connection::Step{insert->name, &parameters},
                            Connection::Step{"COMMIT"}};
  auto answers = connection().run_together(steps);
  if (answers) return over(std::move(answers->at(1)));
  // The COMMIT is run if the INSERT was good, and the answer to both can be lost.
  const bool was_refused =
      connection().steps_done() == 0 && connection().trouble() != Trouble::lost;
  if (was_refused) return inbox_fault(met(add_to_inbox, answers.fault()));
  return over(answers.fault());
}

}  // namespace boomerang::store::postgres
