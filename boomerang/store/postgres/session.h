#pragma once

// A connection to the server that is made again when it was lost, and its prepared statements.

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "boomerang/store/postgres/connection.h"
#include "boomerang/store/recent.h"
#include "boomerang/store/store.h"

namespace boomerang::store::postgres {

// A prepared statement of the server. These stay when a transaction is rolled back.
struct Prepared {
  std::string name;
  std::vector<Oid> types;  // Of its parameters.
};

class PostgresSession final : public Session {
 public:
  // What is given by reference must outlive the session.
  PostgresSession(const DatabaseUrl& url, const ServerOptions& options, const Clock& clock,
                  std::unique_ptr<Connection> connection);

  Result<std::unique_ptr<Transaction>> begin() override;
  Result<Begun> begin_and_find(std::span<const std::array<std::uint8_t, 16>> ids) override;

 private:
  friend class PostgresTransaction;

  struct Link {
    explicit Link(std::unique_ptr<Connection> opened)
        : connection(std::move(opened)), statements(statements_max) {}

    static constexpr std::size_t statements_max = 128;
    std::unique_ptr<Connection> connection;
    Recent<Prepared> statements;
    std::uint64_t names = 0;  // None is used twice.
  };

  Result<void> connect();

  const DatabaseUrl& url_;
  const ServerOptions& options_;
  const Clock& clock_;
  std::optional<Link> link_;  // Empty when the connection was lost.
  bool open_ = false;         // Whether a transaction is.
};

}  // namespace boomerang::store::postgres
