#include "boomerang/store/mariadb/connection.h"

#include <mysql.h>

#include <charconv>
#include <mutex>

#include "boomerang/base/log.h"

namespace boomerang::store::mariadb {
namespace {

// The whole seconds that the server and the library count in: rounded up, at least one.
unsigned seconds(Duration duration) {
  const auto whole = std::chrono::ceil<std::chrono::seconds>(duration).count();
  return static_cast<unsigned>(std::max<std::int64_t>(whole, 1));
}

// The library sets itself up at its first use, and not safely if two threads do so at once.
void prepare_library() {
  static std::once_flag once;
  std::call_once(once, [] { check(mysql_library_init(0, nullptr, nullptr) == 0, "libmariadb"); });
}

void set_tls(MYSQL* handle, const DatabaseUrl& url) {
  const auto pass = [&](mysql_option option, const char* key) {
    const std::string value(url.parameter(key));
    if (!value.empty()) mysql_optionsv(handle, option, value.c_str());
  };
  pass(MYSQL_OPT_SSL_CA, "sslrootcert");
  pass(MYSQL_OPT_SSL_CERT, "sslcert");
  pass(MYSQL_OPT_SSL_KEY, "sslkey");
  const std::string_view mode = url.parameter("sslmode");
  const my_bool on = mode == "require" || mode == "verify-full" ? 1 : 0;
  const my_bool verify = mode == "verify-full" ? 1 : 0;
  mysql_optionsv(handle, MYSQL_OPT_SSL_ENFORCE, &on);
  mysql_optionsv(handle, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &verify);
}

void set_options(MYSQL* handle, const DatabaseUrl& url, const ServerOptions& options, Use use) {
  const Duration statement =
      use == Use::migration ? options.migration_timeout : options.statement_timeout;
  const unsigned connect_s = seconds(options.connect_timeout);
  const unsigned answer_s = seconds(statement + options.answer_grace);
  // Else "localhost" would mean a file of this machine, whatever the port.
  const unsigned tcp = MYSQL_PROTOCOL_TCP;
  const my_bool off = 0;
  mysql_optionsv(handle, MYSQL_OPT_CONNECT_TIMEOUT, &connect_s);
  mysql_optionsv(handle, MYSQL_OPT_READ_TIMEOUT, &answer_s);
  mysql_optionsv(handle, MYSQL_OPT_WRITE_TIMEOUT, &answer_s);
  mysql_optionsv(handle, MYSQL_OPT_PROTOCOL, &tcp);
  mysql_optionsv(handle, MYSQL_OPT_RECONNECT, &off);
  // A server must not be able to ask for our files.
  const unsigned no_files = 0;
  mysql_optionsv(handle, MYSQL_OPT_LOCAL_INFILE, &no_files);
  mysql_optionsv(handle, MYSQL_SET_CHARSET_NAME, "utf8mb4");
  set_tls(handle, url);
}

}  // namespace

Result<std::unique_ptr<Connection>> Connection::open(const DatabaseUrl& url,
                                                     const ServerOptions& options, Use use) {
  prepare_library();
  MYSQL* handle = mysql_init(nullptr);
  if (handle == nullptr) return Fault{FaultKind::busy, "out of memory"};
  std::unique_ptr<Connection> connection(new Connection(handle));
  set_options(handle, url, options, use);
  // Rows that a WHERE finds count as changed even if they were so already, as elsewhere.
  const unsigned long flags = CLIENT_FOUND_ROWS | CLIENT_MULTI_STATEMENTS;
  if (mysql_real_connect(handle, url.host.c_str(), url.user.c_str(), url.password.c_str(),
                         url.name.c_str(), url.port, nullptr, flags) == nullptr) {
    Fault fault = connection->last_fault();
    fault.what = "MariaDB at " + url.place() + ": " + fault.what;
    return fault;
  }
  // Unless it also verifies, the library goes on in the clear with a server that has no TLS.
  if (url.parameter("sslmode") == "require" && mysql_get_ssl_cipher(handle) == nullptr) {
    return connection->fault(2026, "MariaDB at " + url.place() +
                                       ": TLS is required, but the server does not support it");
  }
  if (auto set = connection->set_up(options, use); !set) return set.fault();
  return connection;
}

Connection::~Connection() { mysql_close(handle_); }

// READ COMMITTED: a batch that waited for another worker's rows must see them afterwards, which
// the server's REPEATABLE READ hides; and it locks the rows that are there, not the gaps between
// them, over which workers that insert side by side deadlock.
Result<void> Connection::set_up(const ServerOptions& options, Use use) {
  const auto text = [](Duration duration) { return std::to_string(seconds(duration)); };
  const Duration statement =
      use == Use::migration ? options.migration_timeout : options.statement_timeout;
  const std::string settings =
      "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,"
      "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION',"
      " time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1,"
      " default_storage_engine = InnoDB, collation_connection = utf8mb4_nopad_bin,"
      " max_error_count = 4096, max_statement_time = " +
      text(statement) + ", innodb_lock_wait_timeout = " + text(options.lock_wait) +
      ", lock_wait_timeout = " + text(options.lock_wait) +
      ", idle_transaction_timeout = " + text(options.idle_transaction_max) + ", @boomerang_row = 0";
  if (auto set = run(settings); !set) return set.fault();
  if (auto set = run("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED"); !set) {
    return set.fault();
  }
  const auto read = run("SELECT @@max_allowed_packet, @@innodb_flush_log_at_trx_commit");
  if (!read) return read.fault();
  const std::string packet = read->rows.at(0).at(0).value_or("");
  std::from_chars(packet.data(), packet.data() + packet.size(), packet_max_);
  if (read->rows.at(0).at(1) != "1") {
    log::warn("the database can lose commits in a power cut",
              {{"setting", "innodb_flush_log_at_trx_commit"},
               {"value", read->rows.at(0).at(1).value_or("")}});
  }
  return {};
}

bool Connection::fits(std::size_t bytes) const {
  // The header of the packet, and what the protocol adds to a value.
  constexpr std::size_t slack = 1024;
  return bytes + slack <= packet_max_;
}

Result<void> Connection::check_size(std::size_t bytes) {
  if (fits(bytes)) return {};
  trouble_ = Trouble::other;
  return Fault{FaultKind::invalid, "a statement of " + std::to_string(bytes) +
                                       " bytes, where the server's max_allowed_packet is " +
                                       std::to_string(packet_max_)};
}

Result<Answer> Connection::run(std::string_view sql) {
  statements_done_ = 0;
  if (auto fits = check_size(sql.size()); !fits) return fits.fault();
  if (mysql_real_query(handle_, sql.data(), static_cast<unsigned long>(sql.size())) != 0) {
    return last_fault();
  }
  Answer answer;
  for (;;) {
    if (auto read = read_rows(answer); !read) return read.fault();
    ++statements_done_;
    const int next = mysql_next_result(handle_);
    if (next < 0) return answer;
    if (next == 0) continue;
    Fault fault = last_fault();
    fault.what += " (in statement " + std::to_string(statements_done_ + 1) + ")";
    return fault;
  }
}

Result<void> Connection::read_rows(Answer& answer) {
  answer.rows.clear();
  const std::unique_ptr<MYSQL_RES, decltype(&mysql_free_result)> rows(mysql_store_result(handle_),
                                                                      &mysql_free_result);
  if (rows == nullptr && mysql_field_count(handle_) != 0) return last_fault();
  answer.warnings = mysql_warning_count(handle_);
  if (rows == nullptr) {
    answer.changed = static_cast<std::int64_t>(mysql_affected_rows(handle_));
    return {};
  }
  const unsigned columns = mysql_num_fields(rows.get());
  while (MYSQL_ROW values = mysql_fetch_row(rows.get())) {
    const unsigned long* lengths = mysql_fetch_lengths(rows.get());
    auto& row = answer.rows.emplace_back();
    row.reserve(columns);
    for (unsigned column = 0; column < columns; ++column) {
      if (values[column] == nullptr) {
        row.emplace_back();
      } else {
        row.emplace_back(std::string(values[column], lengths[column]));
      }
    }
  }
  return {};
}

bool Connection::in_transaction() const {
  return (handle_->server_status & SERVER_STATUS_IN_TRANS) != 0;
}

Fault Connection::fault(unsigned number, std::string_view text) {
  const Meaning meaning = meaning_of(number);
  trouble_ = meaning.trouble;
  return {meaning.kind, std::string(text) + " (" + std::to_string(number) + ")"};
}

Fault Connection::last_fault() { return fault(mysql_errno(handle_), mysql_error(handle_)); }

}  // namespace boomerang::store::mariadb
