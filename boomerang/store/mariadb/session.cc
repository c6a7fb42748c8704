#include "boomerang/store/mariadb/session.h"

#include "boomerang/store/mariadb/transaction.h"

namespace boomerang::store::mariadb {

MariadbSession::MariadbSession(const DatabaseUrl& url, const ServerOptions& options,
                               std::unique_ptr<Connection> connection)
    : url_(url), options_(options) {
  link_.emplace(std::move(connection));
}

Result<void> MariadbSession::connect() {
  auto connection = Connection::open(url_, options_, Use::transactions);
  if (!connection) return connection.fault();
  link_.emplace(*std::move(connection));
  return {};
}

Result<std::unique_ptr<Transaction>> MariadbSession::begin() {
  check(!open_, "a session has one transaction at a time");
  // A server that refuses us today knew us before: that, too, may pass.
  const auto away = [](const Fault& fault) { return Fault{FaultKind::busy, fault.what}; };
  const bool had_connection = link_.has_value();
  if (!had_connection) {
    if (auto connected = connect(); !connected) return away(connected.fault());
  }
  auto begun = link_->connection->run("START TRANSACTION");
  if (!begun && had_connection && link_->connection->trouble() == Trouble::lost) {
    // It was lost while nothing was done on it: the server was restarted, or counts us as idle.
    link_.reset();
    if (auto connected = connect(); !connected) return away(connected.fault());
    begun = link_->connection->run("START TRANSACTION");
  }
  if (!begun) {
    if (link_->connection->trouble() == Trouble::lost) link_.reset();
    return away(begun.fault());
  }
  return std::unique_ptr<Transaction>(new MariadbTransaction(*this));
}

}  // namespace boomerang::store::mariadb
