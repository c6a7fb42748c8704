#pragma once

// The port to a SQL database, as a worker and its handlers see it: transactions with savepoints,
// and the inbox, where the ids of handled requests are kept beside what became of them.
//
// Statements are SQL of the database in use, with `?` for each parameter. The methods that differ
// from one database to the next (telling a duplicate, inserting many rows at once) are methods
// here, so that most handlers run on any of them. test/contract/store_contract.h is this page as
// tests.

#include <array>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "boomerang/base/clock.h"
#include "boomerang/base/result.h"

namespace boomerang::store {

struct Bytes {
  std::string data;
  bool operator==(const Bytes&) const = default;
};

// NULL, a number, text (UTF-8) or bytes.
using Value = std::variant<std::monostate, std::int64_t, double, std::string, Bytes>;
using Row = std::vector<Value>;
using Values = std::span<const Value>;

// A request that has been handled, and what is published when it comes again.
struct InboxRow {
  std::array<std::uint8_t, 16> request_id{};
  std::array<std::uint8_t, 32> payload_hash{};
  std::string outcome_headers;  // As text, for people: event/header_text.h.
  std::string outcome_body;
  WallTime handled{};

  bool operator==(const InboxRow&) const = default;
};

// One change of the database: all of it is done, or none.
//
// After a fault of any call but insert()'s and insert_new()'s ordinary answers, the transaction
// can only be rolled back, to a savepoint or whole. Destroying it rolls back.
//
// Fails, every call: busy     a lock, a deadlock, a lost connection: nothing happened, and the
//                             whole transaction can be tried again
//                    invalid  wrong SQL, or a constraint other than a unique key
//                    corrupt  the database file is damaged
// Threads: that of its Session.
class Transaction {
 public:
  enum class Insert { added, duplicate };

  virtual ~Transaction() = default;

  // Runs one statement and gives the number of rows changed.
  virtual Result<std::int64_t> execute(std::string_view sql, Values values) = 0;

  virtual Result<std::vector<Row>> query(std::string_view sql, Values values) = 0;

  // Runs one INSERT of one row. That a unique key is taken is an answer, not a fault: the row is
  // not added, and the transaction goes on.
  virtual Result<Insert> insert(std::string_view sql, Values values) = 0;

  // Inserts many rows, all of them in as few round trips as the database allows, and tells for
  // each whether it was added. Of rows with the same unique key the first is added.
  // Bounds: 1000 rows; each as long as `columns`. Names must be plain identifiers.
  virtual Result<std::vector<Insert>> insert_new(std::string_view table,
                                                 std::span<const std::string_view> columns,
                                                 std::span<const Row> rows) = 0;

  // A mark to go back to. Marks nest; a name is a plain identifier.
  virtual Result<void> savepoint(std::string_view name) = 0;
  virtual Result<void> rollback_to(std::string_view name) = 0;  // The mark stays.
  virtual Result<void> release(std::string_view name) = 0;      // What was done since stays.

  // Those of the ids that the inbox has, in no particular order. Bounds: 1000 ids.
  virtual Result<std::vector<InboxRow>> inbox_find(
      std::span<const std::array<std::uint8_t, 16>> ids) = 0;

  // Adds rows whose ids the inbox does not have.
  // Fails: busy  one of them is there by now: another worker was faster. Bounds: 1000 rows.
  virtual Result<void> inbox_add(std::span<const InboxRow> rows) = 0;

  // Forgets up to `rows_max` requests handled before `before`, oldest first, and says how many.
  virtual Result<std::int64_t> inbox_prune(WallTime before, std::int64_t rows_max) = 0;

  // Makes it last. The transaction is over, whatever the result.
  //
  // Fails: busy     nothing was changed
  //        unknown  it may have been changed: ask the inbox
  //        invalid  nothing was changed: an earlier call had failed, or a constraint that is
  //                 looked at only now does not hold
  // Durable: survives a power cut once this returns.
  virtual Result<void> commit() = 0;

  // inbox_add() and commit(), in as few round trips as the database allows. Fails as these.
  virtual Result<void> inbox_add_and_commit(std::span<const InboxRow> rows) {
    if (auto added = inbox_add(rows); !added) return added;
    return commit();
  }

  // Convenience for one statement written out: execute("UPDATE ...", {1, "x"}).
  Result<std::int64_t> execute(std::string_view sql, std::initializer_list<Value> values = {}) {
    return execute(sql, Values(values.begin(), values.size()));
  }
  Result<std::vector<Row>> query(std::string_view sql, std::initializer_list<Value> values = {}) {
    return query(sql, Values(values.begin(), values.size()));
  }
  Result<Insert> insert(std::string_view sql, std::initializer_list<Value> values = {}) {
    return insert(sql, Values(values.begin(), values.size()));
  }
};

// A connection of one worker thread. At most one transaction at a time.
class Session {
 public:
  virtual ~Session() = default;

  // Connects again first if the connection was lost.
  // Fails: busy  the database is away or locked
  virtual Result<std::unique_ptr<Transaction>> begin() = 0;

  struct Begun {
    std::unique_ptr<Transaction> transaction;
    std::vector<InboxRow> found;
  };

  // begin() and inbox_find(), in as few round trips as the database allows. Fails as these.
  virtual Result<Begun> begin_and_find(std::span<const std::array<std::uint8_t, 16>> ids) {
    auto transaction = begin();
    if (!transaction) return transaction.fault();
    auto found = (*transaction)->inbox_find(ids);
    if (!found) return found.fault();
    return Begun{*std::move(transaction), *std::move(found)};
  }
};

// How a batch is protected from one event that fails.
enum class BatchStyle {
  savepoint_each,  // Savepoints cost nothing here: one for each event.
  optimistic,      // Round trips cost: none, and again with savepoints after a failure.
};

// A step of a schema's history. Steps run once each, in order, and never change afterwards.
struct Migration {
  std::string name;  // "001_users"
  std::string sql;   // One or more statements.
};

// Threads: any.
class Store {
 public:
  virtual ~Store() = default;

  virtual BatchStyle batch_style() const = 0;

  // A new connection. Must not outlive the store.
  // Fails: busy     the database is away
  //        invalid  it refuses us; `what` says why
  virtual Result<std::unique_ptr<Session>> connect() = 0;

  // Brings the schema up to date: the inbox first, then what of `migrations` has not run yet,
  // holding a lock against other processes that do the same.
  //
  // Fails: invalid  one that has run is missing or has other SQL than then, or one failed
  //        busy     the database is away, or the lock is held for too long
  virtual Result<void> migrate(std::span<const Migration> migrations) = 0;
};

}  // namespace boomerang::store
