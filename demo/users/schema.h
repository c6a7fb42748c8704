#pragma once

#include <vector>

#include "boomerang/store/store.h"

namespace users {

// The one table, in SQL that SQLite, MariaDB and PostgreSQL read alike. Names are told apart byte
// by byte on SQLite and PostgreSQL; on MariaDB the database must have a collation that does so,
// such as utf8mb4_nopad_bin.
inline std::vector<boomerang::store::Migration> schema() {
  return {{"001_users",
           "CREATE TABLE users ("
           "  id VARCHAR(36) NOT NULL PRIMARY KEY,"
           "  name VARCHAR(200) NOT NULL UNIQUE,"
           "  request_id VARCHAR(36) NOT NULL)"}};
}

}  // namespace users
