#include "boomerang/store/postgres/connection.h"

#include <libpq-fe.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "boomerang/base/log.h"

namespace boomerang::store::postgres {
namespace {

std::string milliseconds(Duration duration) {
  const auto whole = std::chrono::ceil<std::chrono::milliseconds>(duration).count();
  return std::to_string(std::max<std::int64_t>(whole, 1));
}

std::string_view first_line(std::string_view text) { return text.substr(0, text.find('\n')); }

// libpq does not tell the SQLSTATE of a refused connection but in its verbose text, before the
// words: "... FATAL:  28P01: ...". The last one counts, where several addresses were tried.
std::string_view state_in(std::string_view text) {
  const auto upper = [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); };
  for (auto at = text.rfind(":  "); at != std::string_view::npos;
       at = at == 0 ? std::string_view::npos : text.rfind(":  ", at - 1)) {
    const std::string_view state = text.substr(at + 3, 5);
    if (text.substr(at + 8).starts_with(": ") && std::all_of(state.begin(), state.end(), upper)) {
      return state;
    }
  }
  return {};
}

void ignore_notice(void*, const char*) {}

bool is_good(const Answer& answer) {
  const ExecStatusType status = PQresultStatus(answer.handle());
  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;
}

}  // namespace

void Answer::Clear::operator()(pg_result* handle) const { PQclear(handle); }
int Answer::rows() const { return PQntuples(handle_.get()); }
int Answer::columns() const { return PQnfields(handle_.get()); }
Oid Answer::type(int column) const { return PQftype(handle_.get(), column); }
std::string_view Answer::command() const { return PQcmdStatus(handle_.get()); }

bool Answer::is_null(int row, int column) const {
  return PQgetisnull(handle_.get(), row, column) != 0;
}

std::string_view Answer::bytes(int row, int column) const {
  return {PQgetvalue(handle_.get(), row, column),
          static_cast<std::size_t>(PQgetlength(handle_.get(), row, column))};
}

std::int64_t Answer::changed() const {
  const std::string_view text = PQcmdTuples(handle_.get());
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::vector<Oid> Answer::parameter_types() const {
  std::vector<Oid> types;
  for (int i = 0; i < PQnparams(handle_.get()); ++i) {
    types.push_back(PQparamtype(handle_.get(), i));
  }
  return types;
}

Result<std::unique_ptr<Connection>> Connection::open(const DatabaseUrl& url,
                                                     const ServerOptions& options, Use use,
                                                     const Clock& clock) {
  const std::string port = std::to_string(url.port);
  std::vector<const char*> keys = {
      "host", "port", "user", "password", "dbname", "application_name", "client_encoding"};
  std::vector<const char*> values = {
      url.host.c_str(), port.c_str(), url.user.c_str(), nullptr, url.name.c_str(),
      "boomerang",      "UTF8"};
  if (!url.password.empty()) values[3] = url.password.c_str();
  for (const auto& [key, value] : url.parameters) {
    keys.push_back(key.c_str());
    values.push_back(value.c_str());
  }
  keys.push_back(nullptr);
  values.push_back(nullptr);
  pg_conn* handle = PQconnectStartParams(keys.data(), values.data(), 0);
  if (handle == nullptr) return Fault{FaultKind::busy, "out of memory"};
  std::unique_ptr<Connection> connection(new Connection(handle, clock));
  const auto connected = connection->connect(url, clock.now() + options.connect_timeout);
  if (!connected) return connected.fault();
  if (auto set = connection->set_up(options, use); !set) return set.fault();
  return connection;
}

Connection::~Connection() { PQfinish(handle_); }

Result<void> Connection::connect(const DatabaseUrl& url, Instant deadline) {
  PQsetErrorVerbosity(handle_, PQERRORS_VERBOSE);
  PQsetNoticeProcessor(handle_, ignore_notice, nullptr);
  const std::string who = "PostgreSQL at " + url.place() + ": ";
  PostgresPollingStatusType state = PGRES_POLLING_WRITING;
  while (PQstatus(handle_) != CONNECTION_BAD && state != PGRES_POLLING_OK &&
         state != PGRES_POLLING_FAILED) {
    const Wait for_what = state == PGRES_POLLING_READING ? Wait::readable : Wait::writable;
    if (!wait(for_what, deadline)) return lost(who + "no answer in time");
    state = PQconnectPoll(handle_);
  }
  if (state == PGRES_POLLING_OK) {
    PQsetnonblocking(handle_, 1);
    return {};
  }
  const std::string_view text = PQerrorMessage(handle_);
  const std::string_view sqlstate = state_in(text);
  Meaning meaning = meaning_of(sqlstate);
  if (sqlstate.empty() && PQconnectionNeedsPassword(handle_) != 0) {
    meaning = {FaultKind::invalid, Trouble::other};
  }
  trouble_ = Trouble::lost;
  return Fault{meaning.kind, who + std::string(first_line(text))};
}

// READ COMMITTED, PostgreSQL's own: a batch that waited for another worker's rows sees them
// afterwards instead of failing, and a handler meets the same rules on every database.
Result<void> Connection::set_up(const ServerOptions& options, Use use) {
  const Duration statement =
      use == Use::migration ? options.migration_timeout : options.statement_timeout;
  const auto set = run(
      "SET default_transaction_isolation = 'read committed'; SET standard_conforming_strings = on;"
      "SET bytea_output = 'hex'; SET TimeZone = 'UTC'; SET DateStyle = 'ISO';"
      "SET extra_float_digits = 1; SET statement_timeout = " +
      milliseconds(statement) + "; SET lock_timeout = " + milliseconds(options.lock_wait) +
      "; SET idle_in_transaction_session_timeout = " + milliseconds(options.idle_transaction_max) +
      // Those past `on` (waiting for standbys) are somebody's choice, and stay.
      "; SELECT CASE WHEN current_setting('synchronous_commit') = 'off'"
      " THEN set_config('synchronous_commit', 'on', false) END, current_setting('fsync')");
  if (!set) return set.fault();
  if (set->bytes(0, 1) != "on") {
    log::warn("the database can lose commits in a power cut",
              {{"setting", "fsync"}, {"value", set->bytes(0, 1)}});
  }
  answer_max_ = statement + options.answer_grace;
  return {};
}

bool Connection::wait(Wait for_what, Instant deadline) const {
  pollfd socket{};
  socket.fd = PQsocket(handle_);
  socket.events = for_what == Wait::writable ? POLLIN | POLLOUT : POLLIN;
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - clock_.now()).count();
    if (left <= 0) return false;
    const int ready = poll(&socket, 1, static_cast<int>(std::min<std::int64_t>(left, 1 << 30)));
    if (ready > 0) return true;
    if (ready == 0 || errno != EINTR) return false;
  }
}

// libpq's own waits have no bound. So the socket is waited for here: first until all is sent (and
// read meanwhile, else both sides could wait for the other), then until all answers are there.
// False if that takes too long.
bool Connection::flush(Instant deadline) {
  for (;;) {
    // Less than 0: what the server said about it is still to be read.
    if (PQflush(handle_) <= 0) return true;
    if (!wait(Wait::writable, deadline)) return false;
    if (PQconsumeInput(handle_) == 0) return true;
  }
}

// Without a handle after the last of a statement.
// Fails: busy     no answer in time
//        invalid  a COPY
Result<Answer> Connection::next_answer(Instant deadline) {
  while (PQisBusy(handle_) != 0) {
    if (!wait(Wait::readable, deadline)) return lost("no answer in time");
    if (PQconsumeInput(handle_) == 0) break;
  }
  Answer next(PQgetResult(handle_));
  const ExecStatusType status = PQresultStatus(next.handle());
  if (status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH) {
    return Fault{FaultKind::invalid, lost("COPY has no place here").what};
  }
  return next;
}

Result<Answer> Connection::answer(int sent) {
  trouble_ = Trouble::other;
  if (lost_) return lost("the connection is lost");
  if (sent == 0) return lost(PQerrorMessage(handle_));
  const Instant deadline = clock_.now() + answer_max_;
  if (!flush(deadline)) return lost("no answer in time");
  Answer last(nullptr);
  Answer failed(nullptr);
  for (;;) {
    auto next = next_answer(deadline);
    if (!next) return next;
    if (next->handle() == nullptr) break;
    if (is_good(*next)) {
      last = *std::move(next);
    } else if (failed.handle() == nullptr) {
      failed = *std::move(next);
    }
  }
  if (failed.handle() != nullptr) return fault_of(failed);
  if (PQstatus(handle_) == CONNECTION_BAD || last.handle() == nullptr) {
    return lost(PQerrorMessage(handle_));
  }
  return last;
}

int Connection::send(std::span<const Step> steps) {
  if (PQenterPipelineMode(handle_) == 0) return 0;
  for (const Step& step : steps) {
    const int sent = step.parameters == nullptr
                         ? PQsendQueryParams(handle_, step.text.c_str(), 0, nullptr, nullptr,
                                             nullptr, nullptr, 1)
                         : send(step.text, *step.parameters, Form::binary);
    if (sent == 0) return 0;
  }
  return PQpipelineSync(handle_);
}

// A statement's answer ends with an empty one, and all of them with that of the Sync.
Result<std::vector<Answer>> Connection::run_together(std::span<const Step> steps) {
  trouble_ = Trouble::other;
  steps_done_ = 0;
  if (lost_) return lost("the connection is lost");
  if (send(steps) == 0) return lost(PQerrorMessage(handle_));
  const Instant deadline = clock_.now() + answer_max_;
  if (!flush(deadline)) return lost("no answer in time");
  std::vector<Answer> answers;
  Answer failed(nullptr);
  for (;;) {
    auto next = next_answer(deadline);
    if (!next) return next.fault();
    if (PQstatus(handle_) == CONNECTION_BAD) {
      return lost(next->handle() == nullptr ? PQerrorMessage(handle_)
                                            : PQresultErrorMessage(next->handle()));
    }
    if (next->handle() == nullptr) continue;
    const ExecStatusType status = PQresultStatus(next->handle());
    if (status == PGRES_PIPELINE_SYNC) break;
    if (is_good(*next)) {
      answers.push_back(*std::move(next));
    } else if (status != PGRES_PIPELINE_ABORTED && failed.handle() == nullptr) {
      failed = *std::move(next);
    }
  }
  if (PQexitPipelineMode(handle_) == 0) return lost(PQerrorMessage(handle_));
  steps_done_ = answers.size();
  if (failed.handle() != nullptr) return fault_of(failed);
  return answers;
}

Result<Answer> Connection::run(const std::string& sql) {
  return answer(lost_ ? 0 : PQsendQuery(handle_, sql.c_str()));
}

Result<std::vector<Oid>> Connection::prepare(const std::string& name, const std::string& sql) {
  const auto made =
      answer(lost_ ? 0 : PQsendPrepare(handle_, name.c_str(), sql.c_str(), 0, nullptr));
  if (!made) return made.fault();
  const auto described = answer(PQsendDescribePrepared(handle_, name.c_str()));
  if (!described) return described.fault();
  return described->parameter_types();
}

int Connection::send(const std::string& name, const Parameters& parameters, Form form) {
  std::vector<const char*> values;
  std::vector<int> lengths;
  std::vector<int> formats;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    values.push_back(parameters.is_null(i) ? nullptr : parameters.bytes(i).c_str());
    lengths.push_back(static_cast<int>(parameters.bytes(i).size()));
    formats.push_back(parameters.is_binary(i) ? 1 : 0);
  }
  return PQsendQueryPrepared(handle_, name.c_str(), static_cast<int>(parameters.size()),
                             values.data(), lengths.data(), formats.data(),
                             form == Form::binary ? 1 : 0);
}

Result<Answer> Connection::execute(const std::string& name, const Parameters& parameters,
                                   Form form) {
  return answer(lost_ ? 0 : send(name, parameters, form));
}

bool Connection::in_transaction() const { return PQtransactionStatus(handle_) == PQTRANS_INTRANS; }

// An answer that comes later would be taken for that of another statement: so never read on.
Fault Connection::lost(std::string what) {
  lost_ = true;
  trouble_ = Trouble::lost;
  return {FaultKind::busy, std::string(first_line(what))};
}

Fault Connection::fault_of(const Answer& answer) {
  const auto field = [&](int code) -> std::string {
    const char* text = PQresultErrorField(answer.handle(), code);
    return text == nullptr ? "" : text;
  };
  const std::string state = field(PG_DIAG_SQLSTATE);
  const Meaning meaning = meaning_of(state);
  trouble_ = meaning.trouble;
  if (trouble_ == Trouble::lost || PQstatus(handle_) == CONNECTION_BAD) {
    const std::string text = field(PG_DIAG_MESSAGE_PRIMARY);
    return lost(text.empty() ? PQerrorMessage(handle_) : text + " (" + state + ")");
  }
  return {meaning.kind, field(PG_DIAG_MESSAGE_PRIMARY) + " (" + state + ")"};
}

}  // namespace boomerang::store::postgres
