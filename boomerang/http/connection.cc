#include "boomerang/http/connection.h"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <utility>

#include "boomerang/base/check.h"
#include "boomerang/base/log.h"
#include "boomerang/http/body_deadline.h"
#include "boomerang/http/log_caught.h"
#include "boomerang/http/shard_loop.h"

namespace boomerang::http {
namespace {

namespace asio = boost::asio;

// A refused request's body is read if it is no longer than this: cheaper than a new connection.
constexpr std::size_t refused_body_bytes_max = 64 * 1024;

constexpr Refusal late_head = {408, "The head of the request did not come in time."};
constexpr Refusal not_tls = {400, "This port speaks TLS: use https."};
constexpr Refusal late_body = {408, "The body of the request did not come in time."};

}  // namespace

Connection::Connection(ShardLoop& shard, Socket socket, std::string address, Welcome welcome)
    : shard_(shard),
      transport_(std::move(socket)),
      address_(std::move(address)),
      welcome_(welcome) {}

Connection::~Connection() {
  // Before it is counted out, so that the count is never below the descriptors in use.
  transport_.close();
  shard_.slots().free(exchange_);
  shard_.left(*this);
}

Task<void> Connection::live(std::unique_ptr<Connection> self) { co_await self->run(); }

void Connection::deliver(Response response) {
  answer_ = std::move(response);
  resume();
}

void Connection::drain() {
  draining_ = true;
  if (link_) return link_->drain();
  const Limits& limits = shard_.limits();
  if (securing_) arm(limits.linger_wait);
  if (!idle_) return;
  arm(requests_ == 0 ? limits.linger_wait : limits.drain_grace);
}

void Connection::cut() {
  cut_ = true;
  break_off();
  transport_.close();
  shard_.slots().free(exchange_);
  resume();
}

void Connection::Deadline::expired() {
  connection.expired_ = true;
  connection.transport_.cancel();
}

void Connection::arm(Duration from_now) { arm_until(shard_.clock().now() + from_now); }

void Connection::arm_until(Instant deadline) {
  expired_ = false;
  shard_.wheel().arm(deadline_, deadline);
  shard_.keep_ticking();
}

void Connection::arm_for_write() {
  untaken_ = transport_.untaken();
  arm(shard_.limits().write_wait);
}

// Whether the time to write is up and goes on: the kernel has no room before a good part of its
// buffer is free, which may take long though the client takes bytes all the time.
bool Connection::is_being_read() {
  if (!expired_ || cut_ || transport_.untaken() >= untaken_) return false;
  arm_for_write();
  return true;
}

Task<void> Connection::run() {
  // Held only for the handshake, so that one that is replaced is soon gone.
  if (auto context = shard_.tls()) {
    const bool secured = co_await secure(*context);
    if (!secured) co_return;
  }
  if (transport_.protocol() == "h2") co_return co_await speak_http2();
  if (shard_.hears_http2() && transport_.is_plain()) {
    const bool preface = co_await hears_preface();
    if (preface) co_return co_await speak_http2();
    if (input_.empty() && welcome_ == Welcome::serve) co_return;
  }
  if (welcome_ == Welcome::refuse) {
    const bool written = co_await write(no_room(), Persistence::say_close, "GET");
    if (written) co_await linger();
    co_return;
  }
  bool more = true;
  while (more) more = co_await serve_one();
}

// The handshake. A client that says something else is told so in plain words.
Task<bool> Connection::secure(const TlsContext& context) {
  auto token = asio::as_tuple(Token());
  auto direction = Socket::wait_read;
  bool begun = false;
  securing_ = true;
  // In a drain it has no longer than a client in clear text has for its first byte.
  const Limits& limits = shard_.limits();
  arm(shard_.draining() ? limits.linger_wait : limits.handshake_wait);
  while (!cut_) {
    const auto [waited] = co_await transport_.socket().async_wait(direction, token);
    if (waited || cut_) break;
    if (!begun && !transport_.hears_tls()) {
      co_await end_with(not_tls);
      co_return false;
    }
    if (!begun && !transport_.secure(context)) break;
    begun = true;
    const Transport::State state = transport_.handshake();
    if (state == Transport::State::done) {
      shard_.wheel().cancel(deadline_);
      securing_ = false;
      co_return true;
    }
    direction = Transport::wait_for(state);
    if (state != Transport::State::end) continue;
    // The client may still read the alert that says why.
    shard_.count_failed_handshake();
    co_await linger();
    co_return false;
  }
  shard_.count_failed_handshake();
  co_return false;
}

Task<bool> Connection::serve_one() {
  if (!input_.empty()) {
    // answer() may be running this: leave it before the Service is called again.
    Token token;
    co_await asio::post(transport_.socket().get_executor(), token);
    if (cut_) co_return false;
  }
  parser_.emplace(shard_.limits());
  const bool head = co_await receive_head();
  if (!head) co_return false;

  const Head& request = parser_->head();
  ++requests_;
  keep_alive_ = request.keep_alive && requests_ < shard_.limits().requests_per_connection_max;
  version_ = request.request.version;
  method_ = request.request.method;
  parser_->request().address = address_;
  Service::Verdict verdict = admit();
  if (verdict.refusal) co_return co_await answer_refusal(*std::move(verdict.refusal));

  parser_->limit_body(verdict.body_bytes_max);
  if (request.framing.expects_continue && parser_->stage() == RequestParser::Stage::body &&
      input_.empty()) {
    std::string interim = "HTTP/1.1 100 Continue\r\n\r\n";
    const bool written = co_await write_all(std::move(interim));
    if (!written) co_return false;
  }
  const bool body = co_await receive_body();
  if (!body) co_return false;
  co_return co_await answer_one();
}

Task<bool> Connection::receive_head() {
  RequestParser& parser = *parser_;
  idle_ = true;
  const Limits& limits = shard_.limits();
  arm(!shard_.draining() ? limits.idle_wait
      : requests_ == 0   ? limits.linger_wait
                         : limits.drain_grace);
  while (parser.stage() == RequestParser::Stage::head) {
    if (input_.empty()) {
      const Filled filled = co_await fill();
      if (filled == Filled::late && idle_) {
        co_await linger();
      } else if (filled == Filled::late) {
        co_await end_with(late_head);
      }
      if (filled != Filled::bytes) co_return false;
    }
    input_.remove_prefix(parser.feed(input_));
    if (idle_ && parser.begun()) {
      idle_ = false;
      arm(limits.header_wait);
    }
  }
  shard_.wheel().cancel(deadline_);
  if (parser.stage() != RequestParser::Stage::refused) co_return true;
  co_await end_with(parser.refusal());
  co_return false;
}

Task<bool> Connection::receive_body() {
  RequestParser& parser = *parser_;
  const Instant start = shard_.clock().now();
  std::size_t received = 0;
  while (parser.stage() == RequestParser::Stage::body) {
    if (input_.empty()) {
      arm_until(body_deadline(shard_.limits(), start, received));
      const Filled filled = co_await fill();
      if (filled == Filled::late) {
        co_await end_with(late_body);
      }
      if (filled != Filled::bytes) co_return false;
    }
    const std::size_t used = parser.feed(input_);
    input_.remove_prefix(used);
    received += used;
  }
  shard_.wheel().cancel(deadline_);
  if (parser.stage() != RequestParser::Stage::refused) co_return true;
  co_await end_with(parser.refusal());
  co_return false;
}

Response Connection::no_room() {
  Response busy = problem(503, "The server has as many connections as it can take.");
  busy.fields.add("Retry-After", "1");
  return busy;
}

Response Connection::server_error() {
  return problem(500, "The server made a mistake. It has been logged.");
}

Service::Verdict Connection::admit() {
  try {
    return shard_.service().admit(parser_->request());
  } catch (...) {
    log_caught("admit() threw");
    return {0, server_error()};
  }
}

Task<bool> Connection::answer_refusal(Response refusal) {
  const Framing framing = parser_->head().framing;
  if (framing.chunked || framing.expects_continue ||
      framing.content_length > refused_body_bytes_max) {
    keep_alive_ = keep_alive_ && parser_->stage() == RequestParser::Stage::done;
    co_return co_await finish(std::move(refusal));
  }
  const bool body = co_await receive_body();
  if (!body) co_return false;
  co_return co_await finish(std::move(refusal));
}

Task<bool> Connection::answer_one() {
  keep_input();
  exchange_ = shard_.slots().take(*this);
  Request request = std::move(parser_->request());
  parser_.reset();
  serve(std::move(request));
  shard_.keep_ticking();
  if (!answer_ && !streaming() && !cut_) co_await parked();
  if (cut_) co_return false;
  if (streaming()) co_return co_await finish_stream();
  if (!answer_) co_return false;
  Response response = *std::move(answer_);
  answer_.reset();
  co_return co_await finish(std::move(response));
}

void Connection::serve(Request request) {
  try {
    shard_.service().serve(std::move(request), exchange_);
  } catch (...) {
    log_caught("serve() threw");
    shard_.answer(exchange_, server_error());
  }
}

// Suspends until resume(). What is kept is the coroutine itself: nothing is allocated.
Task<void> Connection::parked() {
  Token token;
  auto keep = [this](Parked handler) { parked_.emplace(std::move(handler)); };
  co_await asio::async_initiate<Token, void()>(keep, token);
}

// May destroy the connection.
void Connection::resume() {
  if (!parked_) return;
  Parked handler = *std::move(parked_);
  parked_.reset();
  handler();
}

bool Connection::keeps() const { return keep_alive_ && !draining_ && !shard_.draining(); }

Persistence Connection::persistence(bool keep) const {
  if (!keep) return Persistence::say_close;
  return version_ == Version::http_1_0 ? Persistence::say_keep : Persistence::keep;
}

// Writes the answer, and says whether the connection goes on.
Task<bool> Connection::finish(Response response) {
  const bool keep = keeps();
  const bool written = co_await write(std::move(response), persistence(keep), method_);
  if (written && !keep) co_await linger();
  co_return written&& keep;
}

// After a framing error or a limit: nothing more is parsed.
Task<void> Connection::end_with(Refusal refusal) {
  Response response = problem(refusal.status, refusal.detail);
  const bool head_only = parser_ && parser_->asks_for_head_only();
  const bool written =
      co_await write(std::move(response), Persistence::say_close, head_only ? "HEAD" : "GET");
  if (written) co_await linger();
}

Task<bool> Connection::write(Response response, Persistence persistence, std::string_view method) {
  keep_input();
  std::string& head = shard_.scratch();
  head.clear();
  if (const auto appended = append_head(head, response, persistence, shard_.date()); !appended) {
    log::error("an answer cannot be sent", {{"error", appended.fault().what}});
    response = server_error();
    const auto again = append_head(head, response, persistence, shard_.date());
    check(static_cast<bool>(again), "our own answer cannot be sent");
  }
  const bool content = method != "HEAD" && may_have_content(response.status);
  auto rest = write_now(head, content ? std::string_view(response.body) : std::string_view());
  if (!rest) co_return false;
  if (rest->empty()) co_return true;
  response = {};
  co_return co_await write_all(*std::move(rest));
}

// Writes what the kernel takes at once, and returns what it did not; nothing if the client is gone.
std::optional<std::string> Connection::write_now(std::string_view head, std::string_view body) {
  const auto [written, state] = transport_.write(head, body);
  if (state == Transport::State::end) return std::nullopt;
  std::string rest(head.substr(std::min(written, head.size())));
  rest += body.substr(written - std::min(written, head.size()));
  return rest;
}

Task<bool> Connection::write_all(std::string bytes) {
  std::string_view left = bytes;
  auto token = asio::as_tuple(Token());
  arm_for_write();
  while (!cut_) {
    const auto [written, state] = transport_.write(left, {});
    if (state == Transport::State::end) break;
    left.remove_prefix(written);
    if (left.empty()) {
      shard_.wheel().cancel(deadline_);
      co_return true;
    }
    if (written > 0) arm_for_write();
    const auto [waited] =
        co_await transport_.socket().async_wait(Transport::wait_for(state), token);
    if (waited && !is_being_read()) break;
  }
  shard_.wheel().cancel(deadline_);
  co_return false;
}

// Lets the client read the last answer: closing while bytes of it are unread would reset the
// connection and take the answer with it.
Task<void> Connection::linger() {
  idle_ = false;
  if (!transport_.finish()) co_return;
  arm(shard_.limits().linger_wait);
  std::size_t dropped = input_.size();
  input_ = {};
  while (dropped <= shard_.limits().linger_bytes_max) {
    const Filled filled = co_await fill();
    if (filled != Filled::bytes) break;
    dropped += input_.size();
    input_ = {};
  }
}

// Waits for bytes and reads them into the shard's buffer.
Task<Connection::Filled> Connection::fill() {
  kept_ = {};
  auto token = asio::as_tuple(Token());
  auto direction = Socket::wait_read;
  while (!cut_) {
    const auto [waited] = co_await transport_.socket().async_wait(direction, token);
    if (cut_) break;
    if (expired_ && !idle_) co_return Filled::late;
    const auto [size, state] = transport_.read(shard_.buffer());
    if (size > 0) {
      // A request that came in the moment of closing.
      if (expired_) arm(shard_.limits().header_wait);
      input_ = {shard_.buffer().data(), size};
      co_return Filled::bytes;
    }
    if (state == Transport::State::end) {
      transport_.finish();  // TLS wants each side to say that it ends.
      break;
    }
    if (expired_) co_return Filled::late;
    if (waited) break;
    direction = Transport::wait_for(state);
  }
  co_return Filled::end;
}

// Before anything that may suspend: the buffer is the shard's.
void Connection::keep_input() {
  const bool in_shard = input_.data() >= shard_.buffer().data() &&
                        input_.data() < shard_.buffer().data() + shard_.buffer().size();
  if (input_.empty()) {
    kept_ = {};
    input_ = {};
  } else if (in_shard) {
    kept_ = input_;
    input_ = kept_;
  }
}

}  // namespace boomerang::http
