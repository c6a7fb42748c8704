#pragma once

// Where a database server is and who we are there, as one line:
//
//   mariadb://USER:PASSWORD@HOST:PORT/NAME?sslmode=verify-full&sslrootcert=/etc/ca.pem

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "boomerang/base/result.h"

namespace boomerang::store {

struct DatabaseUrl {
  std::string user;
  std::string password;  // Empty if there is none.
  std::string host;      // An IPv6 address without its brackets.
  std::uint16_t port = 0;
  std::string name;  // Of the database.

  // TLS, by the names that libpq has for it. Each at most once:
  //   sslmode      disable, require (encrypted, whoever it is) or verify-full. Without it,
  //                PostgreSQL encrypts if the server can, MariaDB does not.
  //   sslrootcert  the file of the authorities that may vouch for the server
  //   sslcert, sslkey  the files of our own certificate and its key
  std::vector<std::pair<std::string, std::string>> parameters;

  // A parameter's value, or "".
  std::string_view parameter(std::string_view key) const;

  // "HOST:PORT/NAME", for the log.
  std::string place() const;
};

// Reads a URL of `scheme` ("mariadb"). Without a port it is `port`. %XX stands for a byte.
//
// Fails: invalid  `what` says what is wrong and never shows a part of `text`, where a password is
// Source: RFC 3986, section 3
Result<DatabaseUrl> parse_database_url(std::string_view text, std::string_view scheme,
                                       std::uint16_t port);

}  // namespace boomerang::store
