#pragma once

// The one door to libmariadb: a connection with our settings and our faults.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "boomerang/base/result.h"
#include "boomerang/store/mariadb/error_number.h"
#include "boomerang/store/server_options.h"
#include "boomerang/store/url.h"

struct st_mysql;

namespace boomerang::store::mariadb {

// What run() gives. Every value is text, or absent for NULL.
struct Answer {
  std::vector<std::vector<std::optional<std::string>>> rows;
  std::int64_t changed = 0;
  unsigned warnings = 0;
};

// What its statements are for.
enum class Use { transactions, migration };

// Threads: one at a time.
class Connection {
 public:
  // Connects, and sets: READ COMMITTED, strict mode, UTF-8 compared byte by byte, UTC, and the
  // bounds of `options`.
  //
  // Fails: busy     the server is away, or has no room
  //        invalid  it refuses us
  static Result<std::unique_ptr<Connection>> open(const DatabaseUrl& url,
                                                  const ServerOptions& options, Use use);
  Connection(const Connection&) = delete;
  ~Connection();

  // Runs one statement or several, and gives the rows of the last. After one that fails none is
  // run, and the fault's `what` ends with its number. Nothing that somebody else wrote may be part
  // of `sql`, but as a literal: it could be a statement more.
  // Bounds: as long as packet_max().
  Result<Answer> run(std::string_view sql);

  // Of those of the last run().
  int statements_done() const { return statements_done_; }

  // What the last failing call met. `other` for a fault of our own.
  Trouble trouble() const { return trouble_; }

  // Whether the last statement that succeeded left a transaction open.
  bool in_transaction() const;

  // The longest statement that the server takes, with its values.
  std::size_t packet_max() const { return packet_max_; }

  // Whether a statement of so many bytes is not longer than that.
  bool fits(std::size_t bytes) const;

  // Fails: invalid  it is longer
  Result<void> check_size(std::size_t bytes);

  // The fault for an error number of the library, which is also noted as the trouble.
  Fault fault(unsigned number, std::string_view text);

  st_mysql* handle() const { return handle_; }

 private:
  explicit Connection(st_mysql* handle) : handle_(handle) {}

  Result<void> set_up(const ServerOptions& options, Use use);
  Result<void> read_rows(Answer& answer);
  Fault last_fault();

  st_mysql* const handle_;
  std::size_t packet_max_ = 1024 * 1024;  // Until the server has told.
  Trouble trouble_ = Trouble::other;
  int statements_done_ = 0;
};

}  // namespace boomerang::store::mariadb
