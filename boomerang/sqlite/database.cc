#include "boomerang/sqlite/database.h"

#include <sqlite3.h>

#include <utility>

#include "boomerang/base/check.h"

namespace boomerang::sqlite {
namespace {

Trouble trouble_of(int code) {
  switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
      return Trouble::unique;
  }
  switch (code & 0xFF) {
    case SQLITE_CONSTRAINT:
      return Trouble::constraint;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return Trouble::locked;
    case SQLITE_FULL:
      return Trouble::full;
    case SQLITE_IOERR:
      return Trouble::io;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return Trouble::damaged;
    case SQLITE_NOMEM:
    case SQLITE_CANTOPEN:
    case SQLITE_PROTOCOL:
      return Trouble::starved;
    default:
      return Trouble::other;
  }
}

FaultKind kind_of(Trouble trouble) {
  switch (trouble) {
    case Trouble::locked:
    case Trouble::full:
    case Trouble::starved:
      return FaultKind::busy;
    case Trouble::io:
      return FaultKind::unknown;
    case Trouble::damaged:
      return FaultKind::corrupt;
    default:
      return FaultKind::invalid;
  }
}

}  // namespace

Statement::Statement(Statement&& other) noexcept
    : database_(other.database_), handle_(std::exchange(other.handle_, nullptr)) {}

Statement& Statement::operator=(Statement&& other) noexcept {
  std::swap(database_, other.database_);
  std::swap(handle_, other.handle_);
  return *this;
}

Statement::~Statement() { sqlite3_finalize(handle_); }

// A bind fails only for an index that the statement does not have: a mistake of the caller's.
Statement& Statement::bind(int index, std::int64_t number) {
  check(sqlite3_bind_int64(handle_, index, number) == SQLITE_OK, "bind of a wrong index");
  return *this;
}

Statement& Statement::bind(int index, double number) {
  check(sqlite3_bind_double(handle_, index, number) == SQLITE_OK, "bind of a wrong index");
  return *this;
}

Statement& Statement::bind_text(int index, std::string_view text) {
  // A null pointer would bind NULL; an empty text is not NULL.
  const char* data = text.data() == nullptr ? "" : text.data();
  const int code =
      sqlite3_bind_text64(handle_, index, data, text.size(), SQLITE_STATIC, SQLITE_UTF8);
  check(code == SQLITE_OK || code == SQLITE_TOOBIG, "bind of a wrong index");
  return *this;
}

Statement& Statement::bind_blob(int index, std::string_view bytes) {
  const char* data = bytes.data() == nullptr ? "" : bytes.data();
  const int code = sqlite3_bind_blob64(handle_, index, data, bytes.size(), SQLITE_STATIC);
  check(code == SQLITE_OK || code == SQLITE_TOOBIG, "bind of a wrong index");
  return *this;
}

Statement& Statement::bind_null(int index) {
  check(sqlite3_bind_null(handle_, index) == SQLITE_OK, "bind of a wrong index");
  return *this;
}

Result<bool> Statement::step() {
  const int code = sqlite3_step(handle_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) {
    sqlite3_reset(handle_);
    return false;
  }
  Fault fault = database_->fault(code, sqlite3_sql(handle_));
  sqlite3_reset(handle_);
  return fault;
}

Result<std::int64_t> Statement::run() {
  for (;;) {
    const auto row = step();
    if (!row) return row.fault();
    if (!*row) return static_cast<std::int64_t>(sqlite3_changes64(database_->handle_));
  }
}

void Statement::reset() { sqlite3_reset(handle_); }

int Statement::parameters() const { return sqlite3_bind_parameter_count(handle_); }

int Statement::columns() const { return sqlite3_column_count(handle_); }

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(handle_, column); }

double Statement::real(int column) const { return sqlite3_column_double(handle_, column); }

std::string_view Statement::bytes(int column) const {
  const void* data = sqlite3_column_blob(handle_, column);
  const int size = sqlite3_column_bytes(handle_, column);
  if (data == nullptr) return {};
  return {static_cast<const char*>(data), static_cast<std::size_t>(size)};
}

Statement::Type Statement::type(int column) const {
  switch (sqlite3_column_type(handle_, column)) {
    case SQLITE_INTEGER:
      return Type::integer;
    case SQLITE_FLOAT:
      return Type::real;
    case SQLITE_TEXT:
      return Type::text;
    case SQLITE_BLOB:
      return Type::blob;
    default:
      return Type::null;
  }
}

Result<std::unique_ptr<Database>> Database::open(const std::filesystem::path& file,
                                                 const Options& options) {
  const bool writes = options.access == Access::read_write;
  const int flags = (writes ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY) |
                    SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  sqlite3* handle = nullptr;
  const char* vfs = options.vfs.empty() ? nullptr : options.vfs.c_str();
  const int code = sqlite3_open_v2(file.c_str(), &handle, flags, vfs);
  std::unique_ptr<Database> database(new Database(handle));
  if (code != SQLITE_OK) {
    const auto fault = database->fault(code, file.string());
    return Fault{FaultKind::invalid, fault.what};
  }
  const auto wait = std::chrono::ceil<std::chrono::milliseconds>(options.busy_wait);
  sqlite3_busy_timeout(handle, static_cast<int>(wait.count()));
  if (writes) {
    if (auto done = database->execute("PRAGMA journal_mode = WAL"); !done) {
      // A folder or a file that cannot be written shows here first.
      const bool damaged = done.fault().kind == FaultKind::corrupt;
      return Fault{damaged ? FaultKind::corrupt : FaultKind::invalid,
                   file.string() + ": " + done.fault().what};
    }
  }
  return database;
}

Database::~Database() {
  const int code = sqlite3_close(handle_);
  check(code == SQLITE_OK, "a statement outlived its database");
}

Result<void> Database::execute(const std::string& sql) {
  const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return fault(code, sql);
  return {};
}

Result<Statement> Database::prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK) return fault(code, sql);
  if (statement == nullptr) return Fault{FaultKind::invalid, "an empty statement"};
  return Statement(*this, statement);
}

Result<std::int64_t> Database::integer(std::string_view sql) {
  auto statement = prepare(sql);
  if (!statement) return statement.fault();
  const auto row = statement->step();
  if (!row) return row.fault();
  if (!*row) return Fault{FaultKind::invalid, "no rows: " + std::string(sql)};
  return statement->integer(0);
}

bool Database::in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }

void Database::leave_checkpoints() {
  const auto committed = [](void* database, sqlite3*, const char*, int pages) {
    static_cast<Database*>(database)->wal_pages_ = pages;
    return SQLITE_OK;
  };
  sqlite3_wal_hook(handle_, committed, this);
}

Fault Database::fault(int code, std::string_view doing) {
  trouble_ = trouble_of(code);
  const char* message = handle_ == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(handle_);
  return {kind_of(trouble_), std::string(doing.substr(0, 200)) + ": " + message};
}

}  // namespace boomerang::sqlite
