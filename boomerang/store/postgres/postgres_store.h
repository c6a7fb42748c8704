#pragma once

// The store on a PostgreSQL server.
//
//   postgresql://USER:PASSWORD@HOST:PORT/NAME, see boomerang/store/url.h
//
// The server finds the type of each `?` from its place: where that leaves a choice, say which
// (`?::bigint`). The operators that are spelled with a question mark are written `??`. Text may
// stand for a value of any type (uuid, jsonb, timestamptz, ...), but cannot hold a zero byte.
// NUMERIC reads as text, BOOLEAN as 0 or 1.
//
// insert() adds ON CONFLICT DO NOTHING to a statement that does not say itself what to do.
//
// Isolation: READ COMMITTED.
// Bounds:    each wait by ServerOptions
// Durable:   as the server is: fsync must be on, its default. `off` is told in the log.
//            synchronous_commit = off is overruled.
// Source:    postgresql.org/docs/current/libpq.html

#include <memory>
#include <string_view>

#include "boomerang/base/clock.h"
#include "boomerang/store/server_options.h"
#include "boomerang/store/store.h"
#include "boomerang/store/url.h"

namespace boomerang::store {

// Threads: any.
class PostgresStore final : public Store {
 public:
  // Reads the URL; the server is first spoken to by connect() or migrate(). `clock` must outlive
  // the store.
  //
  // Fails: invalid  the URL is wrong; `what` never shows the password
  static Result<std::unique_ptr<PostgresStore>> open(std::string_view url, const Clock& clock,
                                                     const ServerOptions& options = {});

  BatchStyle batch_style() const override { return BatchStyle::optimistic; }
  Result<std::unique_ptr<Session>> connect() override;
  Result<void> migrate(std::span<const Migration> migrations) override;

 private:
  PostgresStore(DatabaseUrl url, const Clock& clock, const ServerOptions& options)
      : url_(std::move(url)), clock_(clock), options_(options) {}

  const DatabaseUrl url_;
  const Clock& clock_;
  const ServerOptions options_;
};

}  // namespace boomerang::store
