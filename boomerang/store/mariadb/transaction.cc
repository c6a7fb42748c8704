#include "boomerang/store/mariadb/transaction.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "boomerang/store/argument.h"
#include "boomerang/store/mariadb/literal.h"

namespace boomerang::store::mariadb {
namespace {

std::string_view view(const auto& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::int64_t number(const std::optional<std::string>& text) {
  std::int64_t value = 0;
  if (text) std::from_chars(text->data(), text->data() + text->size(), value);
  return value;
}

std::int64_t microseconds(WallTime time) { return time.time_since_epoch().count(); }

// Whether `sql` is one of the statements before which the server commits by itself.
bool changes_schema(std::string_view sql) {
  constexpr std::array<std::string_view, 5> verbs = {"create", "alter", "drop", "rename",
                                                     "truncate"};
  sql.remove_prefix(std::min(sql.find_first_not_of(" \t\r\n"), sql.size()));
  const auto letter = [](char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); };
  return std::any_of(verbs.begin(), verbs.end(), [&](std::string_view verb) {
    return sql.size() > verb.size() && std::equal(verb.begin(), verb.end(), sql.begin(),
                                                  [&](char a, char b) { return a == letter(b); });
  });
}

// The rows of one statement end where the next row would make it longer than the server takes.
template <typename Append, typename Run>
Result<void> in_statements(std::size_t rows, std::size_t size_max, const std::string& head,
                           const std::string& tail, Append append, Run run) {
  std::string sql;
  std::string row;
  for (std::size_t i = 0; i < rows; ++i) {
    row.clear();
    append(row, i);
    if (!sql.empty() && sql.size() + row.size() + tail.size() + 2048 > size_max) {
      if (auto ran = run(sql + tail); !ran) return ran;
      sql.clear();
    }
    sql.append(sql.empty() ? head : ", ").append(row);
  }
  if (sql.empty()) return {};
  return run(sql + tail);
}

// The same for columns: of the rows from the first of each statement on, `run` is given the first
// and how many.
template <typename Run>
Result<void> in_calls(std::span<const Column> columns, std::size_t size_max, Run run) {
  const std::size_t rows = columns.front().rows();
  std::size_t first = 0;
  std::size_t size = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    std::size_t bytes = 0;
    for (const Column& column : columns) bytes += column.bytes(row) + 16;
    if (row > first && size + bytes + 2048 > size_max) {
      if (auto ran = run(first, row - first); !ran) return ran;
      first = row;
      size = 0;
    }
    size += bytes;
  }
  return run(first, rows - first);
}

// Nothing if a column's values are of more than one kind.
std::optional<std::vector<Column>> columns_of(std::span<const Row> rows, std::size_t count) {
  std::vector<Column> columns(count);
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < count; ++i) {
      if (!columns[i].add(row[i])) return std::nullopt;
    }
  }
  return columns;
}

void append_row(std::string& sql, const InboxRow& row) {
  sql += '(';
  append_bytes(sql, view(row.request_id));
  sql += ", ";
  append_bytes(sql, view(row.payload_hash));
  sql += ", ";
  append_literal(sql, row.outcome_headers);
  sql += ", ";
  append_bytes(sql, row.outcome_body);
  sql += ", " + std::to_string(microseconds(row.handled)) + ')';
}

constexpr std::string_view add_to_inbox =
    "INSERT INTO boomerang_inbox (request_id, payload_hash, outcome_headers, outcome_body, "
    "handled) VALUES ";

// From here on parsing costs more than the round trip that columns take.
constexpr std::size_t many_rows = 4;

}  // namespace

MariadbTransaction::MariadbTransaction(MariadbSession& session) : session_(session) {
  session_.open_ = true;
}

MariadbTransaction::~MariadbTransaction() {
  session_.open_ = false;
  if (!session_.link_) return;
  if (state_ == State::over || state_ == State::committed) return;
  // Also when the server says that it has: a ROLLBACK of nothing does nothing. A connection that
  // cannot even do that is not used again, and its end is a rollback, too.
  if (!connection().run("ROLLBACK")) session_.link_.reset();
}

Result<void> MariadbTransaction::ready() const {
  switch (state_) {
    case State::open:
      return {};
    case State::failed:
      return Fault{FaultKind::invalid, "the transaction failed, and can only be rolled back"};
    case State::undone:
      return Fault{FaultKind::busy, "the transaction was undone by the server"};
    case State::committed:
      return Fault{FaultKind::invalid, "the statement before has ended the transaction"};
    case State::over:
      break;
  }
  return Fault{FaultKind::invalid, "the transaction is over"};
}

// The fault as the port tells it; the transaction is what it makes of it.
Fault MariadbTransaction::met(Fault fault) {
  const Trouble trouble = connection().trouble();
  const bool gone = trouble == Trouble::undone || trouble == Trouble::lost;
  state_ = gone ? State::undone : State::failed;
  return fault;
}

// What came after the end of the transaction would be made to last at once, each by itself.
void MariadbTransaction::look_whether_open(std::string_view sql) {
  if (connection().in_transaction()) return;
  state_ = changes_schema(sql) ? State::committed : State::failed;
}

Result<Statement*> MariadbTransaction::statement(std::string_view sql) {
  if (auto usable = ready(); !usable) return usable.fault();
  auto& statements = session_.link_->statements;
  if (Statement* known = statements.find(sql)) return known;
  auto made = Statement::prepare(connection(), sql);
  if (!made) return made.fault();
  statements.add(sql, *std::move(made));
  return statements.find(sql);
}

Result<Statement::Answer> MariadbTransaction::looked_at(std::string_view sql,
                                                        Result<Statement::Answer> answer) {
  if (answer) look_whether_open(sql);
  // The schema has changed under it. The next transaction prepares it again.
  if (!answer && connection().trouble() == Trouble::stale) session_.link_->statements.remove(sql);
  return answer;
}

Result<Statement::Answer> MariadbTransaction::prepared(std::string_view sql, Values values) {
  const auto known = statement(sql);
  if (!known) return known.fault();
  return looked_at(sql, (*known)->run(values));
}

Result<Statement::Answer> MariadbTransaction::prepared_rows(std::string_view sql,
                                                            std::span<const Column> columns,
                                                            std::size_t first, std::size_t rows) {
  const auto known = statement(sql);
  if (!known) return known.fault();
  return looked_at(sql, (*known)->run_rows(columns, first, rows));
}

Result<Answer> MariadbTransaction::direct(std::string_view sql) {
  if (auto usable = ready(); !usable) return usable.fault();
  auto answer = connection().run(sql);
  if (!answer) return met(answer.fault());
  return answer;
}

Result<std::int64_t> MariadbTransaction::execute(std::string_view sql, Values values) {
  if (auto usable = ready(); !usable) return usable.fault();
  const auto answer = prepared(sql, values);
  if (!answer) return met(answer.fault());
  return answer->changed;
}

Result<std::vector<Row>> MariadbTransaction::query(std::string_view sql, Values values) {
  if (auto usable = ready(); !usable) return usable.fault();
  auto answer = prepared(sql, values);
  if (!answer) return met(answer.fault());
  return std::move(answer->rows);
}

Result<Transaction::Insert> MariadbTransaction::insert(std::string_view sql, Values values) {
  if (auto usable = ready(); !usable) return usable.fault();
  const auto answer = prepared(sql, values);
  if (answer) return answer->changed > 0 ? Insert::added : Insert::duplicate;
  if (connection().trouble() == Trouble::duplicate) return Insert::duplicate;
  return met(answer.fault());
}

// IGNORE makes an answer of a duplicate, but would also make a warning of what must be a fault: so
// the warnings are looked at.
Result<std::vector<Transaction::Insert>> MariadbTransaction::insert_new(
    std::string_view table, std::span<const std::string_view> columns, std::span<const Row> rows) {
  if (auto usable = ready(); !usable) return usable.fault();
  if (auto good = check_insert(table, columns, rows); !good) return good.fault();
  std::vector<Insert> inserts(rows.size(), Insert::duplicate);
  if (rows.empty()) return inserts;
  const std::string head =
      "INSERT IGNORE INTO " + std::string(table) + " (" + comma_list(columns) + ") VALUES ";
  if (session_.link_->takes_columns) {
    if (auto values = columns_of(rows, columns.size())) {
      auto done = insert_columns(head, *std::move(values), inserts);
      if (done) return inserts;
      if (session_.link_->takes_columns) return done.fault();
    }
  }
  if (auto done = insert_written(head, rows, inserts); !done) return done.fault();
  return inserts;
}

// RETURNING gives the numbers of the rows that went in, which go with them as a column more.
Result<void> MariadbTransaction::insert_columns(const std::string& head,
                                                std::vector<Column> columns,
                                                std::vector<Insert>& inserts) {
  std::string sql = head + '(';
  for (std::size_t i = 0; i < columns.size(); ++i) sql += i == 0 ? "?" : ", ?";
  sql += ") RETURNING ?";
  Column& numbers = columns.emplace_back();
  for (std::size_t i = 0; i < inserts.size(); ++i) {
    numbers.add_integer(static_cast<std::int64_t>(i));
  }
  const auto run = [&](std::size_t first, std::size_t rows) -> Result<void> {
    const auto answer = prepared_rows(sql, columns, first, rows);
    if (!answer) {
      // A server that cannot do it says so before it does anything.
      if (connection().trouble() != Trouble::unfit) return met(answer.fault());
      session_.link_->takes_columns = false;
      return answer.fault();
    }
    for (const Row& row : answer->rows) {
      const auto* at = std::get_if<std::int64_t>(&row.at(0));
      check(at != nullptr && *at >= 0 && static_cast<std::size_t>(*at) < inserts.size(),
            "the database gives back the numbers that it was given");
      inserts[static_cast<std::size_t>(*at)] = Insert::added;
    }
    return check_warnings(answer->warnings);
  };
  return in_calls(columns, connection().packet_max(), run);
}

// Each row tells its number to a variable when it is read.
Result<void> MariadbTransaction::insert_written(const std::string& head, std::span<const Row> rows,
                                                std::vector<Insert>& inserts) {
  const auto append = [&](std::string& sql, std::size_t i) {
    sql += "(IF(@boomerang_row := " + std::to_string(i + 1) + ", ";
    append_literal(sql, rows[i][0]);
    sql += ", NULL)";
    for (const Value& value : std::span(rows[i]).subspan(1)) {
      sql += ", ";
      append_literal(sql, value);
    }
    sql += ')';
  };
  const auto run = [&](const std::string& sql) -> Result<void> {
    const auto answer = direct(sql);
    if (!answer) return answer.fault();
    for (const auto& row : answer->rows) {
      const auto at = static_cast<std::size_t>(number(row.at(0)));
      check(at >= 1 && at <= inserts.size(), "the database numbers the rows that it was given");
      inserts[at - 1] = Insert::added;
    }
    return check_warnings(answer->warnings);
  };
  return in_statements(rows.size(), connection().packet_max(), head, " RETURNING @boomerang_row",
                       append, run);
}

Result<void> MariadbTransaction::check_warnings(unsigned warnings) {
  if (warnings == 0) return {};
  const auto shown = direct("SHOW WARNINGS");
  if (!shown) return shown.fault();
  for (const auto& row : shown->rows) {
    const auto code = static_cast<unsigned>(number(row.at(1)));
    if (row.at(0) == "Note" || meaning_of(code).trouble == Trouble::duplicate) continue;
    return met(connection().fault(code, row.at(2).value_or("")));
  }
  if (shown->rows.size() < warnings) {
    return met(connection().fault(0, "the database has more warnings than it shows"));
  }
  return {};
}

Result<void> MariadbTransaction::mark(std::string_view verb, std::string_view name) {
  if (auto plain = check_identifier(name); !plain) return plain;
  const auto done = direct(std::string(verb).append(name));
  if (!done) return done.fault();
  return {};
}

Result<void> MariadbTransaction::savepoint(std::string_view name) {
  return mark("SAVEPOINT ", name);
}

// The way back from a fault. If the server has rolled back more than the statement that failed,
// the mark is gone, too, and this fails.
Result<void> MariadbTransaction::rollback_to(std::string_view name) {
  if (state_ == State::failed) state_ = State::open;
  return mark("ROLLBACK TO SAVEPOINT ", name);
}

Result<void> MariadbTransaction::release(std::string_view name) {
  return mark("RELEASE SAVEPOINT ", name);
}

std::string MariadbTransaction::inbox_query(std::span<const std::array<std::uint8_t, 16>> ids) {
  std::string sql =
      "SELECT request_id, payload_hash, outcome_headers, outcome_body, handled "
      "FROM boomerang_inbox WHERE request_id IN (";
  for (const auto& id : ids) {
    append_bytes(sql, view(id));
    sql += ',';
  }
  sql.back() = ')';
  return sql;
}

Result<std::vector<InboxRow>> MariadbTransaction::inbox_rows(Answer answer) {
  std::vector<InboxRow> found;
  found.reserve(answer.rows.size());
  for (auto& columns : answer.rows) {
    InboxRow& row = found.emplace_back();
    if (columns[0].value_or("").size() != row.request_id.size() ||
        columns[1].value_or("").size() != row.payload_hash.size()) {
      state_ = State::failed;
      return Fault{FaultKind::corrupt, "an id or a hash in the inbox is not as long as it must be"};
    }
    std::copy(columns[0]->begin(), columns[0]->end(), row.request_id.begin());
    std::copy(columns[1]->begin(), columns[1]->end(), row.payload_hash.begin());
    row.outcome_headers = columns[2].value_or("");
    row.outcome_body = columns[3].value_or("");
    row.handled = WallTime(std::chrono::microseconds(number(columns[4])));
  }
  return found;
}

Result<std::vector<InboxRow>> MariadbTransaction::inbox_find(
    std::span<const std::array<std::uint8_t, 16>> ids) {
  if (auto few = check_count(ids.size()); !few) return few.fault();
  if (auto usable = ready(); !usable) return usable.fault();
  if (ids.empty()) return std::vector<InboxRow>{};
  auto answer = direct(inbox_query(ids));
  if (!answer) return answer.fault();
  return inbox_rows(*std::move(answer));
}

// The fault of an INSERT into the inbox.
Fault MariadbTransaction::inbox_fault(Fault fault) {
  if (connection().trouble() != Trouble::duplicate) return fault;
  return {FaultKind::busy, "the inbox has one of the requests by now"};
}

Result<void> MariadbTransaction::inbox_add_columns(std::span<const InboxRow> rows) {
  std::vector<Column> columns(5);
  for (const InboxRow& row : rows) {
    columns[0].add_bytes(view(row.request_id));
    columns[1].add_bytes(view(row.payload_hash));
    columns[2].add_text(row.outcome_headers);
    columns[3].add_bytes(row.outcome_body);
    columns[4].add_integer(microseconds(row.handled));
  }
  const std::string sql = std::string(add_to_inbox) + "(?, ?, ?, ?, ?)";
  return in_calls(columns, connection().packet_max(),
                  [&](std::size_t first, std::size_t count) -> Result<void> {
                    const auto added = prepared_rows(sql, columns, first, count);
                    if (added) return {};
                    return inbox_fault(met(added.fault()));
                  });
}

Result<void> MariadbTransaction::inbox_add(std::span<const InboxRow> rows) {
  if (auto few = check_count(rows.size()); !few) return few;
  if (auto usable = ready(); !usable) return usable;
  if (rows.size() >= many_rows) return inbox_add_columns(rows);
  const auto append = [&](std::string& sql, std::size_t i) { append_row(sql, rows[i]); };
  const auto run = [&](const std::string& sql) -> Result<void> {
    const auto added = direct(sql);
    if (added) return {};
    return inbox_fault(added.fault());
  };
  return in_statements(rows.size(), connection().packet_max(), std::string(add_to_inbox), "",
                       append, run);
}

// Looks at the oldest `rows_max` rows only, so that a call costs the same whatever it finds.
Result<std::int64_t> MariadbTransaction::inbox_prune(WallTime before, std::int64_t rows_max) {
  const auto oldest =
      direct("SELECT MAX(seq) FROM (SELECT seq FROM boomerang_inbox ORDER BY seq LIMIT " +
             std::to_string(std::max<std::int64_t>(rows_max, 0)) + ") AS oldest");
  if (!oldest) return oldest.fault();
  const auto pruned = direct("DELETE FROM boomerang_inbox WHERE seq <= " +
                             std::to_string(number(oldest->rows.at(0).at(0))) + " AND handled < " +
                             std::to_string(microseconds(before)));
  if (!pruned) return pruned.fault();
  return pruned->changed;
}

Result<void> MariadbTransaction::commit() {
  if (state_ == State::committed) {
    state_ = State::over;
    return {};
  }
  if (auto usable = ready(); !usable) {
    // What failed is still to be rolled back when this goes.
    return usable;
  }
  return over(connection().run("COMMIT"));
}

// What has become of a COMMIT.
Result<void> MariadbTransaction::over(const Result<Answer>& done) {
  state_ = State::over;
  if (done) return {};
  const bool undone = connection().trouble() == Trouble::undone;
  session_.link_.reset();
  return Fault{undone ? FaultKind::busy : FaultKind::unknown, done.fault().what};
}

Result<void> MariadbTransaction::inbox_add_and_commit(std::span<const InboxRow> rows) {
  const bool few = !rows.empty() && rows.size() < many_rows;
  if (!few || !ready()) return Transaction::inbox_add_and_commit(rows);
  std::string sql(add_to_inbox);
  for (const InboxRow& row : rows) {
    append_row(sql, row);
    sql += ',';
  }
  sql.pop_back();
  sql += "; COMMIT";
  if (!connection().fits(sql.size())) return Transaction::inbox_add_and_commit(rows);
  const auto done = connection().run(sql);
  // The COMMIT is run if the INSERT was good, and the answer to both can be lost.
  const bool was_refused =
      !done && connection().statements_done() == 0 && connection().trouble() != Trouble::lost;
  return was_refused ? inbox_fault(met(done.fault())) : over(done);
}

}  // namespace boomerang::store::mariadb
