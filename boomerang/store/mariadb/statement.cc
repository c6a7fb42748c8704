#include "boomerang/store/mariadb/statement.h"

#include <mysql.h>

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>

namespace boomerang::store::mariadb {
namespace {

constexpr unsigned binary_charset = 63;

MYSQL_BIND bind_value(const Value& value) {
  MYSQL_BIND bind{};
  // The library only reads what a parameter points to.
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    bind.buffer_type = MYSQL_TYPE_LONGLONG;
    bind.buffer = const_cast<std::int64_t*>(number);
  } else if (const auto* real = std::get_if<double>(&value)) {
    bind.buffer_type = MYSQL_TYPE_DOUBLE;
    bind.buffer = const_cast<double*>(real);
  } else if (const auto* text = std::get_if<std::string>(&value)) {
    bind.buffer_type = MYSQL_TYPE_STRING;
    bind.buffer = const_cast<char*>(text->data());
    bind.buffer_length = static_cast<unsigned long>(text->size());
  } else if (const auto* bytes = std::get_if<Bytes>(&value)) {
    bind.buffer_type = MYSQL_TYPE_BLOB;
    bind.buffer = const_cast<char*>(bytes->data.data());
    bind.buffer_length = static_cast<unsigned long>(bytes->data.size());
  } else {
    bind.buffer_type = MYSQL_TYPE_NULL;
  }
  return bind;
}

MYSQL_BIND bind_column(const Column& column, std::size_t first) {
  MYSQL_BIND bind{};
  // The library only reads these.
  bind.buffer = const_cast<void*>(column.data(first));
  bind.u.indicator = const_cast<char*>(column.nulls(first));
  switch (column.kind()) {
    case Column::Kind::integer:
      bind.buffer_type = MYSQL_TYPE_LONGLONG;
      return bind;
    case Column::Kind::real:
      bind.buffer_type = MYSQL_TYPE_DOUBLE;
      return bind;
    case Column::Kind::none:
    case Column::Kind::text:
      bind.buffer_type = MYSQL_TYPE_STRING;
      break;
    case Column::Kind::bytes:
      bind.buffer_type = MYSQL_TYPE_BLOB;
      break;
  }
  bind.length = const_cast<unsigned long*>(column.lengths(first));
  return bind;
}

std::size_t size_of(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return text->size();
  if (const auto* bytes = std::get_if<Bytes>(&value)) return bytes->data.size();
  return sizeof(std::int64_t);
}

enum class Reading { integer, natural, real, text, bytes };

Reading reading_of(const MYSQL_FIELD& field) {
  switch (field.type) {
    case MYSQL_TYPE_LONGLONG:
      return (field.flags & UNSIGNED_FLAG) != 0 ? Reading::natural : Reading::integer;
    case MYSQL_TYPE_TINY:
    case MYSQL_TYPE_SHORT:
    case MYSQL_TYPE_INT24:
    case MYSQL_TYPE_LONG:
    case MYSQL_TYPE_YEAR:
      return Reading::integer;
    case MYSQL_TYPE_FLOAT:
    case MYSQL_TYPE_DOUBLE:
      return Reading::real;
    case MYSQL_TYPE_BIT:
      return Reading::bytes;
    case MYSQL_TYPE_TINY_BLOB:
    case MYSQL_TYPE_BLOB:
    case MYSQL_TYPE_MEDIUM_BLOB:
    case MYSQL_TYPE_LONG_BLOB:
    case MYSQL_TYPE_VARCHAR:
    case MYSQL_TYPE_VAR_STRING:
    case MYSQL_TYPE_STRING:
      return field.charsetnr == binary_charset ? Reading::bytes : Reading::text;
    default:
      return Reading::text;
  }
}

// Where the library writes one column of the row that it stands on.
struct Slot {
  Reading reading = Reading::text;
  std::int64_t integer = 0;
  double real = 0;
  unsigned long length = 0;
  my_bool null = 0;
};

MYSQL_BIND bind_slot(Slot& slot) {
  MYSQL_BIND bind{};
  bind.is_null = &slot.null;
  bind.length = &slot.length;
  switch (slot.reading) {
    case Reading::integer:
    case Reading::natural:
      bind.buffer_type = MYSQL_TYPE_LONGLONG;
      bind.buffer = &slot.integer;
      bind.is_unsigned = slot.reading == Reading::natural ? 1 : 0;
      break;
    case Reading::real:
      bind.buffer_type = MYSQL_TYPE_DOUBLE;
      bind.buffer = &slot.real;
      break;
    case Reading::text:
    case Reading::bytes:
      // No room: the fetch of the row only tells the length.
      bind.buffer_type = MYSQL_TYPE_STRING;
      break;
  }
  return bind;
}

// What the slot holds after a fetch; text and bytes are fetched now. Nothing if that failed.
std::optional<Value> read(MYSQL_STMT* statement, const Slot& slot, unsigned column) {
  if (slot.null != 0) return std::monostate{};
  if (slot.reading == Reading::integer) return slot.integer;
  if (slot.reading == Reading::real) return slot.real;
  if (slot.reading == Reading::natural) {
    if (slot.integer >= 0) return slot.integer;
    return std::to_string(static_cast<std::uint64_t>(slot.integer));
  }
  std::string text(slot.length, '\0');
  MYSQL_BIND bind{};
  bind.buffer_type = MYSQL_TYPE_STRING;
  bind.buffer = text.data();
  bind.buffer_length = slot.length;
  if (mysql_stmt_fetch_column(statement, &bind, column, 0) != 0) return std::nullopt;
  if (slot.reading == Reading::text) return text;
  return Bytes{std::move(text)};
}

}  // namespace

Result<Statement> Statement::prepare(Connection& connection, std::string_view sql) {
  if (auto fits = connection.check_size(sql.size()); !fits) return fits.fault();
  MYSQL_STMT* handle = mysql_stmt_init(connection.handle());
  if (handle == nullptr) return connection.fault(2008, "out of memory");
  Statement statement(connection, handle);
  if (mysql_stmt_prepare(handle, sql.data(), static_cast<unsigned long>(sql.size())) != 0) {
    return statement.last_fault();
  }
  return statement;
}

Statement::Statement(Statement&& other) noexcept
    : connection_(other.connection_), handle_(std::exchange(other.handle_, nullptr)) {}

Statement& Statement::operator=(Statement&& other) noexcept {
  std::swap(connection_, other.connection_);
  std::swap(handle_, other.handle_);
  return *this;
}

Statement::~Statement() {
  if (handle_ != nullptr) mysql_stmt_close(handle_);
}

Fault Statement::last_fault() {
  return connection_->fault(mysql_stmt_errno(handle_), mysql_stmt_error(handle_));
}

Result<void> Statement::check_parameters(std::size_t given) {
  const std::size_t parameters = mysql_stmt_param_count(handle_);
  if (parameters == given) return {};
  return connection_->fault(0, "the statement has " + std::to_string(parameters) +
                                   " parameters, but there are " + std::to_string(given) +
                                   " values");
}

Result<void> Statement::execute(Values values) {
  if (auto fit = check_parameters(values.size()); !fit) return fit;
  std::vector<MYSQL_BIND> binds;
  binds.reserve(values.size());
  std::size_t bytes = 0;
  for (const Value& value : values) {
    binds.push_back(bind_value(value));
    bytes += size_of(value) + 16;
  }
  if (auto fits = connection_->check_size(bytes); !fits) return fits;
  if (!binds.empty() && mysql_stmt_bind_param(handle_, binds.data()) != 0) return last_fault();
  if (mysql_stmt_execute(handle_) != 0) return last_fault();
  return {};
}

Result<Statement::Answer> Statement::run(Values values) {
  if (auto executed = execute(values); !executed) return executed.fault();
  return answer();
}

Result<Statement::Answer> Statement::run_rows(std::span<const Column> columns, std::size_t first,
                                              std::size_t rows) {
  if (auto fit = check_parameters(columns.size()); !fit) return fit.fault();
  std::vector<MYSQL_BIND> binds;
  binds.reserve(columns.size());
  std::size_t bytes = 0;
  for (const Column& column : columns) {
    binds.push_back(bind_column(column, first));
    for (std::size_t row = first; row < first + rows; ++row) bytes += column.bytes(row) + 10;
  }
  if (auto fits = connection_->check_size(bytes); !fits) return fits.fault();
  const auto as_one_call = [this](std::size_t size) {
    const auto count = static_cast<unsigned>(size);
    mysql_stmt_attr_set(handle_, STMT_ATTR_ARRAY_SIZE, &count);
  };
  as_one_call(rows);
  const bool sent =
      mysql_stmt_bind_param(handle_, binds.data()) == 0 && mysql_stmt_execute(handle_) == 0;
  auto given = sent ? answer() : last_fault();
  as_one_call(0);
  return given;
}

Result<Statement::Answer> Statement::answer() {
  Answer answer;
  if (mysql_stmt_field_count(handle_) == 0) {
    answer.changed = static_cast<std::int64_t>(mysql_stmt_affected_rows(handle_));
  } else {
    if (auto fetched = fetch(answer.rows); !fetched) {
      // Else the library thinks that the rows which the server broke off are still to come, and the
      // next execution waits for them.
      mysql_stmt_reset(handle_);
      return fetched.fault();
    }
    mysql_stmt_free_result(handle_);
  }
  answer.warnings = mysql_warning_count(connection_->handle());
  return answer;
}

Result<void> Statement::fetch(std::vector<Row>& rows) {
  const std::unique_ptr<MYSQL_RES, decltype(&mysql_free_result)> about(
      mysql_stmt_result_metadata(handle_), &mysql_free_result);
  if (about == nullptr) return last_fault();
  const unsigned columns = mysql_num_fields(about.get());
  std::vector<Slot> slots(columns);
  std::vector<MYSQL_BIND> binds;
  binds.reserve(columns);
  for (unsigned column = 0; column < columns; ++column) {
    slots[column].reading = reading_of(*mysql_fetch_field_direct(about.get(), column));
    binds.push_back(bind_slot(slots[column]));
  }
  if (mysql_stmt_bind_result(handle_, binds.data()) != 0) return last_fault();
  if (mysql_stmt_store_result(handle_) != 0) return last_fault();
  for (;;) {
    const int fetched = mysql_stmt_fetch(handle_);
    if (fetched == MYSQL_NO_DATA) return {};
    if (fetched == 1) return last_fault();
    Row& row = rows.emplace_back();
    row.reserve(columns);
    for (unsigned column = 0; column < columns; ++column) {
      auto value = read(handle_, slots[column], column);
      if (!value) return last_fault();
      row.push_back(*std::move(value));
    }
  }
}

}  // namespace boomerang::store::mariadb
