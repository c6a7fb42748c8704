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

Result<Statement::Answer> MariadbTransaction::prepared(std::string_view sql, Values values) {
  if (auto usable = ready(); !usable) return usable.fault();
  auto& statements = session_.link_->statements;
  Statement* statement = statements.find(sql);
  if (statement == nullptr) {
    auto made = Statement::prepare(connection(), sql);
    if (!made) return made.fault();
    statements.add(sql, *std::move(made));
    statement = statements.find(sql);
  }
  auto answer = statement->run(values);
  if (answer) look_whether_open(sql);
  // The schema has changed under it. The next transaction prepares it again.
  if (!answer && connection().trouble() == Trouble::stale) statements.remove(sql);
  return answer;
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

// Each row tells its number to a variable when it is read, and RETURNING gives the numbers of
// those that went in. IGNORE makes an answer of a duplicate, but would also make a warning of
// what must be a fault: so the warnings are looked at.
Result<std::vector<Transaction::Insert>> MariadbTransaction::insert_new(
    std::string_view table, std::span<const std::string_view> columns, std::span<const Row> rows) {
  if (auto usable = ready(); !usable) return usable.fault();
  if (auto good = check_insert(table, columns, rows); !good) return good.fault();
  std::vector<Insert> inserts(rows.size(), Insert::duplicate);
  const std::string head =
      "INSERT IGNORE INTO " + std::string(table) + " (" + comma_list(columns) + ") VALUES ";
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
  const auto run = [&](const std::string& sql) { return insert_some(sql, inserts); };
  auto done = in_statements(rows.size(), connection().packet_max(), head,
                            " RETURNING @boomerang_row", append, run);
  if (!done) return done.fault();
  return inserts;
}

Result<void> MariadbTransaction::insert_some(const std::string& sql, std::vector<Insert>& inserts) {
  const auto answer = direct(sql);
  if (!answer) return answer.fault();
  for (const auto& row : answer->rows) {
    const auto at = static_cast<std::size_t>(number(row.at(0)));
    check(at >= 1 && at <= inserts.size(), "the database numbers the rows that it was given");
    inserts[at - 1] = Insert::added;
  }
  if (answer->warnings == 0) return {};
  const auto warnings = direct("SHOW WARNINGS");
  if (!warnings) return warnings.fault();
  for (const auto& row : warnings->rows) {
    const auto code = static_cast<unsigned>(number(row.at(1)));
    if (row.at(0) == "Note" || meaning_of(code).trouble == Trouble::duplicate) continue;
    return met(connection().fault(code, row.at(2).value_or("")));
  }
  if (warnings->rows.size() < answer->warnings) {
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

Result<std::vector<InboxRow>> MariadbTransaction::inbox_find(
    std::span<const std::array<std::uint8_t, 16>> ids) {
  if (auto few = check_count(ids.size()); !few) return few.fault();
  if (auto usable = ready(); !usable) return usable.fault();
  std::vector<InboxRow> found;
  if (ids.empty()) return found;
  std::string sql =
      "SELECT request_id, payload_hash, outcome_headers, outcome_body, handled "
      "FROM boomerang_inbox WHERE request_id IN (";
  for (const auto& id : ids) {
    append_bytes(sql, view(id));
    sql += ',';
  }
  sql.back() = ')';
  auto answer = direct(sql);
  if (!answer) return answer.fault();
  found.reserve(answer->rows.size());
  for (auto& columns : answer->rows) {
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

Result<void> MariadbTransaction::inbox_add(std::span<const InboxRow> rows) {
  if (auto few = check_count(rows.size()); !few) return few;
  if (auto usable = ready(); !usable) return usable;
  const auto append = [&](std::string& sql, std::size_t i) {
    const InboxRow& row = rows[i];
    sql += '(';
    append_bytes(sql, view(row.request_id));
    sql += ", ";
    append_bytes(sql, view(row.payload_hash));
    sql += ", ";
    append_literal(sql, row.outcome_headers);
    sql += ", ";
    append_bytes(sql, row.outcome_body);
    sql += ", " + std::to_string(microseconds(row.handled)) + ')';
  };
  const auto run = [&](const std::string& sql) -> Result<void> {
    const auto added = direct(sql);
    if (added) return {};
    if (connection().trouble() != Trouble::duplicate) return added.fault();
    return Fault{FaultKind::busy, "the inbox has one of the requests by now"};
  };
  return in_statements(rows.size(), connection().packet_max(),
                       "INSERT INTO boomerang_inbox (request_id, payload_hash, outcome_headers, "
                       "outcome_body, handled) VALUES ",
                       "", append, run);
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
  const auto done = connection().run("COMMIT");
  state_ = State::over;
  if (done) return {};
  const bool undone = connection().trouble() == Trouble::undone;
  session_.link_.reset();
  return Fault{undone ? FaultKind::busy : FaultKind::unknown, done.fault().what};
}

}  // namespace boomerang::store::mariadb
