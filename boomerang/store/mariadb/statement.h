#pragma once

// A prepared statement on MariaDB's binary protocol.

#include <cstdint>
#include <string_view>
#include <vector>

#include "boomerang/base/result.h"
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
  };

  // Integers read as such, also BOOLEAN and YEAR; FLOAT and DOUBLE as numbers; everything that is
  // not exact in one of these (DECIMAL, an unsigned number past the signed ones, times) as text;
  // BLOB, BINARY and BIT as bytes.
  //
  // Fails: invalid  not as many values as parameters
  //        else as the server says
  Result<Answer> run(Values values);

 private:
  Statement(Connection& connection, st_mysql_stmt* handle)
      : connection_(&connection), handle_(handle) {}

  Result<void> execute(Values values);
  Result<void> fetch(std::vector<Row>& rows);
  Fault last_fault();

  Connection* connection_;
  st_mysql_stmt* handle_;
};

}  // namespace boomerang::store::mariadb
