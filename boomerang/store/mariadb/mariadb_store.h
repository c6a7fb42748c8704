#pragma once

// The store on a MariaDB server.
//
//   mariadb://USER:PASSWORD@HOST:PORT/NAME, see boomerang/store/url.h
//
// Text is compared byte by byte, as on the other databases: migrate() sets a database that has no
// tables yet to utf8mb4_nopad_bin, which its tables take over. An UPDATE counts the rows that it
// found. DECIMAL reads as text.
//
// MariaDB commits at once what a CREATE, ALTER, DROP, RENAME or TRUNCATE does, and all that came
// before it. A transaction that runs one takes nothing but commit() after it; handlers should not.
//
// Isolation: READ COMMITTED.
// Bounds:    each wait by ServerOptions, a statement by the server's max_allowed_packet
// Durable:   as the server is: innodb_flush_log_at_trx_commit must be 1, its default. Another
//            value is told in the log.
// Source:    mariadb.com/kb: Connector/C, INSERT...RETURNING, "SQL statements that cause an
//            implicit commit"

#include <memory>
#include <string_view>

#include "boomerang/base/clock.h"
#include "boomerang/store/server_options.h"
#include "boomerang/store/store.h"
#include "boomerang/store/url.h"

namespace boomerang::store {

// Threads: any.
class MariadbStore final : public Store {
 public:
  // Reads the URL; the server is first spoken to by connect() or migrate(). `clock` must outlive
  // the store.
  //
  // Fails: invalid  the URL is wrong; `what` never shows the password
  static Result<std::unique_ptr<MariadbStore>> open(std::string_view url, const Clock& clock,
                                                    const ServerOptions& options = {});

  BatchStyle batch_style() const override { return BatchStyle::optimistic; }
  Result<std::unique_ptr<Session>> connect() override;
  Result<void> migrate(std::span<const Migration> migrations) override;

 private:
  MariadbStore(DatabaseUrl url, const Clock& clock, const ServerOptions& options)
      : url_(std::move(url)), clock_(clock), options_(options) {}

  const DatabaseUrl url_;
  const Clock& clock_;
  const ServerOptions options_;
};

}  // namespace boomerang::store
