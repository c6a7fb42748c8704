#pragma once

// A prepared statement on MariaDB's binary protocol.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "boomerang/base/result.h"
#include "boomerang/store/mariadb/columns.h"
#include "boomerang/store/mariadb/connection.h"
#include "boomerang/store/store.h"

struct st_mysql_stmt;

namespace boomerang::store::mariadb {

// Must go before its Connection.
class Statement {
 public:
  // Fails: as the server says
  static Result<Statement> prepare(Connection& connection, std::string_view sql);
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&& other) noexcept;
  ~Statement();

  struct Answer {
    std::vector<Row> rows;
    std::int64_t changed = 0;
    unsigned warnings = 0;
  };

  // Integers read as such, also BOOLEAN and YEAR; FLOAT and DOUBLE as numbers; everything that is
  // not exact in one of these (DECIMAL, an unsigned number past the signed ones, times) as text;
  // BLOB, BINARY and BIT as bytes.
  //
  // Fails: invalid  not as many values as parameters
  //        else as the server says
  Result<Answer> run(Values values);

  // Runs it for each of `rows` rows from `first` on, in one round trip, each parameter a column.
  // What RETURNING gives is one list for all.
  //
  // Fails: invalid  not as many columns as parameters
  //        else as the server says, and no row is changed
  Result<Answer> run_rows(std::span<const Column> columns, std::size_t first, std::size_t rows);

 private:
  Statement(Connection& connection, st_mysql_stmt* handle)
      : connection_(&connection), handle_(handle) {}

  Result<void> check_parameters(std::size_t given);
  Result<void> execute(Values values);
  Result<Answer> answer();
  Result<void> fetch(std::vector<Row>& rows);
  Fault last_fault();

  Connection* connection_;
  st_mysql_stmt* handle_;
};

}  // namespace boomerang::store::mariadb
