// The part of a connection that speaks HTTP/2.

#include <algorithm>
#include <utility>

#include "boomerang/http/connection.h"
#include "boomerang/http/http2_link.h"
#include "boomerang/http/shard_loop.h"

namespace boomerang::http {
namespace {

namespace asio = boost::asio;

constexpr std::string_view preface_begin = "PRI * HTTP/2.0\r\n";
constexpr Refusal late_head = {408, "The head of a request did not come in time."};

// Who is not read is waited for only to learn that it has gone altogether, or that there is
// something to do.
Socket::wait_type direction_of(Http2Link::State state) {
  if (state == Http2Link::State::blocked) return Socket::wait_write;
  return state == Http2Link::State::deaf ? Socket::wait_error : Socket::wait_read;
}

}  // namespace

// In clear text nothing but the preface tells HTTP/2 from HTTP/1.1. It comes in one piece: a client
// that cuts it within its first line is answered as one of HTTP/1.1.
Task<bool> Connection::hears_preface() {
  idle_ = true;
  const Limits& limits = shard_.limits();
  const bool serves = welcome_ == Welcome::serve;
  arm(shard_.draining() || !serves ? limits.linger_wait : limits.idle_wait);
  const Filled filled = co_await fill();
  if (filled == Filled::late && serves) co_await linger();
  keep_input();
  co_return filled == Filled::bytes&& input_.starts_with(preface_begin);
}

// How long the connection may be in this state; without end while requests are open.
std::optional<Duration> Connection::patience(Http2Link::State state) const {
  const Limits& limits = shard_.limits();
  switch (state) {
    case Http2Link::State::idle:
      return shard_.draining() ? limits.linger_wait : limits.idle_wait;
    case Http2Link::State::in_head:
      return limits.header_wait;
    case Http2Link::State::blocked:
    case Http2Link::State::busy:
    case Http2Link::State::deaf:
    case Http2Link::State::over:
      break;
  }
  return std::nullopt;
}

void Connection::renew_patience(Http2Link::State state) {
  shard_.wheel().cancel(deadline_);
  expired_ = false;
  if (state == Http2Link::State::blocked) {
    arm_for_write();
  } else if (const auto wait = patience(state)) {
    arm(*wait);
  }
}

Task<void> Connection::speak_http2() {
  auto token = asio::as_tuple(Token());
  idle_ = false;
  link_ = std::make_unique<Http2Link>(shard_, transport_, address_);
  Http2Link& link = *link_;
  const bool serves = welcome_ == Welcome::serve;
  if (!serves) {
    link.refuse_with(no_room());
    arm(shard_.limits().linger_wait);  // For all that it has to say.
  }
  link.receive(input_);
  input_ = {};
  kept_ = {};
  // A drain that began before the client has said what it speaks.
  if (draining_ || shard_.draining()) link.drain();
  auto state = Http2Link::State::over;
  std::size_t requests = 0;
  bool moved = false;
  while (!cut_ && link.state() != Http2Link::State::over) {
    if (link.state() != state || link.requests() != requests || moved) {
      state = link.state();
      requests = link.requests();
      moved = false;
      if (serves) renew_patience(state);
    }
    const bool blocked = state == Http2Link::State::blocked;
    const auto [waited] = co_await transport_.socket().async_wait(direction_of(state), token);
    if (cut_) break;
    if (expired_) {
      if (blocked && is_being_read()) continue;
      if (blocked) break;
      if (state == Http2Link::State::in_head && serves) {
        // No frame can follow a head that does not end, but who has asked before is answered.
        link.end_input(late_head);
        continue;
      }
      link.farewell();
      break;
    }
    if (state == Http2Link::State::deaf) {
      if (!waited) break;
      continue;
    }
    if (blocked) {
      moved = link.flush();
      continue;
    }
    const auto [size, read_state] = transport_.read(shard_.buffer());
    if (size > 0) link.receive({shard_.buffer().data(), size});
    if (size == 0 && read_state == Transport::State::end) link.end_input(std::nullopt);
  }
  const bool in_order = !cut_ && link.state() != Http2Link::State::blocked;
  shard_.wheel().cancel(deadline_);
  if (in_order) co_await linger();
}

}  // namespace boomerang::http
