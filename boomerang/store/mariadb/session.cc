#include "boomerang/store/mariadb/session.h"

#include <string>
#include <utility>

#include "boomerang/store/argument.h"
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

// Runs what a transaction begins with. That the connection was lost meanwhile is mended once.
Result<Answer> MariadbSession::run_first(std::string_view sql) {
  check(!open_, "a session has one transaction at a time");
  // A server that refuses us today knew us before: that, too, may pass.
  const auto away = [](const Fault& fault) { return Fault{FaultKind::busy, fault.what}; };
  const bool had_connection = link_.has_value();
  if (!had_connection) {
    if (auto connected = connect(); !connected) return away(connected.fault());
  }
  auto begun = link_->connection->run(sql);
  if (!begun && had_connection && link_->connection->trouble() == Trouble::lost) {
    // It was lost while nothing was done on it: the server was restarted, or counts us as idle.
    link_.reset();
    if (auto connected = connect(); !connected) return away(connected.fault());
    begun = link_->connection->run(sql);
  }
  if (begun) return begun;
  const bool has_begun = link_->connection->statements_done() > 0;
  const bool lost = link_->connection->trouble() == Trouble::lost;
  if (lost || has_begun) link_.reset();  // Its end is a rollback.
  return has_begun && !lost ? begun.fault() : away(begun.fault());
}

Result<std::unique_ptr<Transaction>> MariadbSession::begin() {
  if (auto begun = run_first("START TRANSACTION"); !begun) return begun.fault();
  return std::unique_ptr<Transaction>(new MariadbTransaction(*this));
}

Result<Session::Begun> MariadbSession::begin_and_find(
    std::span<const std::array<std::uint8_t, 16>> ids) {
  if (auto few = check_count(ids.size()); !few) return few.fault();
  std::string sql = "START TRANSACTION";
  if (!ids.empty()) sql += "; " + MariadbTransaction::inbox_query(ids);
  auto begun = run_first(sql);
  if (!begun) return begun.fault();
  auto transaction = std::make_unique<MariadbTransaction>(*this);
  auto found = transaction->inbox_rows(*std::move(begun));
  if (!found) return found.fault();
  return Begun{std::move(transaction), *std::move(found)};
}

}  // namespace boomerang::store::mariadb
