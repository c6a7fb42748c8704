#pragma once

// A connection to the server that is made again when it was lost.

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "boomerang/store/mariadb/connection.h"
#include "boomerang/store/mariadb/statement.h"
#include "boomerang/store/recent.h"
#include "boomerang/store/store.h"

namespace boomerang::store::mariadb {

class MariadbSession final : public Session {
 public:
  // `url` and `options` must outlive the session.
  MariadbSession(const DatabaseUrl& url, const ServerOptions& options,
                 std::unique_ptr<Connection> connection);

  Result<std::unique_ptr<Transaction>> begin() override;
  Result<Begun> begin_and_find(std::span<const std::array<std::uint8_t, 16>> ids) override;

 private:
  friend class MariadbTransaction;

  // A prepared statement costs one round trip once, and gives values with their types.
  struct Link {
    explicit Link(std::unique_ptr<Connection> opened)
        : connection(std::move(opened)), statements(statements_max) {}

    static constexpr std::size_t statements_max = 128;
    std::unique_ptr<Connection> connection;
    Recent<Statement> statements;  // After the connection: statements go first.
    bool takes_columns = true;     // Until the server has said that it cannot.
  };

  Result<void> connect();
  Result<Answer> run_first(std::string_view sql);

  const DatabaseUrl& url_;
  const ServerOptions& options_;
  std::optional<Link> link_;  // Empty when the connection was lost.
  bool open_ = false;         // Whether a transaction is.
};

}  // namespace boomerang::store::mariadb
