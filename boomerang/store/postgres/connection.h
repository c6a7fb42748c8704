#pragma once

// The one door to libpq: a connection with our settings, our bounds and our faults.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "boomerang/base/clock.h"
#include "boomerang/base/result.h"
#include "boomerang/store/postgres/sqlstate.h"
#include "boomerang/store/postgres/wire_value.h"
#include "boomerang/store/server_options.h"
#include "boomerang/store/url.h"

struct pg_conn;
struct pg_result;

namespace boomerang::store::postgres {

// What a statement gave. Rows and columns count from 0.
class Answer {
 public:
  explicit Answer(pg_result* handle) : handle_(handle) {}

  int rows() const;
  int columns() const;
  Oid type(int column) const;
  bool is_null(int row, int column) const;
  std::string_view bytes(int row, int column) const;
  std::int64_t changed() const;
  std::string_view command() const;  // "INSERT 0 1", "COMMIT", ...
  std::vector<Oid> parameter_types() const;
  pg_result* handle() const { return handle_.get(); }

 private:
  struct Clear {
    void operator()(pg_result* handle) const;
  };
  std::unique_ptr<pg_result, Clear> handle_;
};

// What its statements are for.
enum class Use { transactions, migration };

// How values of a result come.
enum class Form { text, binary };

// Threads: one at a time.
class Connection {
 public:
  // Connects, and sets: READ COMMITTED, UTF-8, UTC, commits that are on disk, and the bounds of
  // `options`. `clock` must outlive the connection.
  //
  // Fails: busy     the server is away, or has no room
  //        invalid  it refuses us
  static Result<std::unique_ptr<Connection>> open(const DatabaseUrl& url,
                                                  const ServerOptions& options, Use use,
                                                  const Clock& clock);
  Connection(const Connection&) = delete;
  ~Connection();

  // Runs one statement or several, without parameters. Gives what the last one gave.
  Result<Answer> run(const std::string& sql);

  // Makes a statement of this name, to stay. Gives the types of its parameters.
  Result<std::vector<Oid>> prepare(const std::string& name, const std::string& sql);
  Result<Answer> execute(const std::string& name, const Parameters& parameters, Form form);

  // Of run_together(): a statement without parameters, or a prepared one by its name.
  struct Step {
    std::string text;
    const Parameters* parameters = nullptr;  // Those of a prepared one.
  };

  // Runs them in one round trip and gives what each gave, in binary form. After one that fails none
  // is run, and the fault is its; steps_done() of them were good.
  Result<std::vector<Answer>> run_together(std::span<const Step> steps);
  std::size_t steps_done() const { return steps_done_; }

  // What the last failing call met.
  Trouble trouble() const { return trouble_; }

  // Whether a transaction is open in which statements can be run.
  bool in_transaction() const;

 private:
  enum class Wait { readable, writable };

  Connection(pg_conn* handle, const Clock& clock) : handle_(handle), clock_(clock) {}

  Result<void> connect(const DatabaseUrl& url, Instant deadline);
  Result<void> set_up(const ServerOptions& options, Use use);
  bool wait(Wait for_what, Instant deadline) const;
  int send(const std::string& name, const Parameters& parameters, Form form);
  int send(std::span<const Step> steps);
  bool flush(Instant deadline);
  Result<Answer> next_answer(Instant deadline);
  Result<Answer> answer(int sent);
  Fault lost(std::string what);
  Fault fault_of(const Answer& answer);

  pg_conn* const handle_;
  const Clock& clock_;
  Duration answer_max_ = std::chrono::seconds(10);  // Until set_up() has told.
  bool lost_ = false;
  std::size_t steps_done_ = 0;
  Trouble trouble_ = Trouble::other;
};

}  // namespace boomerang::store::postgres
