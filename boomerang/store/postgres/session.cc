#include "boomerang/store/postgres/session.h"

#include <utility>

#include "boomerang/store/argument.h"
#include "boomerang/store/postgres/transaction.h"

namespace boomerang::store::postgres {

PostgresSession::PostgresSession(const DatabaseUrl& url, const ServerOptions& options,
                                 const Clock& clock, std::unique_ptr<Connection> connection)
    : url_(url), options_(options), clock_(clock) {
  link_.emplace(std::move(connection));
}

Result<void> PostgresSession::connect() {
  auto connection = Connection::open(url_, options_, Use::transactions, clock_);
  if (!connection) return connection.fault();
  link_.emplace(*std::move(connection));
  return {};
}

Result<std::unique_ptr<Transaction>> PostgresSession::begin() {
  check(!open_, "a session has one transaction at a time");
  // A server that refuses us today knew us before: that, too, may pass.
  const auto away = [](const Fault& fault) { return Fault{FaultKind::busy, fault.what}; };
  const bool had_connection = link_.has_value();
  if (!had_connection) {
    if (auto connected = connect(); !connected) return away(connected.fault());
  }
  auto begun = link_->connection->run("BEGIN");
  if (!begun && had_connection && link_->connection->trouble() == Trouble::lost) {
    // It was lost while nothing was done on it: the server was restarted, or counts us as idle.
    link_.reset();
    if (auto connected = connect(); !connected) return away(connected.fault());
    begun = link_->connection->run("BEGIN");
  }
  if (!begun) {
    if (link_->connection->trouble() == Trouble::lost) link_.reset();
    return away(begun.fault());
  }
  return std::unique_ptr<Transaction>(new PostgresTransaction(*this));
}

// The query is prepared by the first transaction of a connection; from then on it goes with BEGIN.
Result<Session::Begun> PostgresSession::begin_and_find(
    std::span<const std::array<std::uint8_t, 16>> ids) {
  check(!open_, "a session has one transaction at a time");
  if (auto few = check_count(ids.size()); !few) return few.fault();
  const Prepared* query = link_ ? link_->statements.find(inbox_query) : nullptr;
  if (ids.empty() || query == nullptr) return Session::begin_and_find(ids);
  const Parameters parameters = inbox_ids(ids);
  const std::array steps = {Connection::Step{"BEGIN"}, Connection::Step{query->name, &parameters}};
  auto answers = link_->connection->run_together(steps);
  if (!answers && link_->connection->trouble() == Trouble::lost) {
    link_.reset();
    return Session::begin_and_find(ids);
  }
  auto transaction = std::make_unique<PostgresTransaction>(*this);
  if (!answers) return transaction->met(inbox_query, answers.fault());
  auto found = transaction->inbox_rows(answers->at(1));
  if (!found) return found.fault();
  return Begun{std::move(transaction), *std::move(found)};
}

}  // namespace boomerang::store::postgres
