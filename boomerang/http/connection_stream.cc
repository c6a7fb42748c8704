// The part of a connection that answers in pieces.

#include <utility>

#include "boomerang/base/log.h"
#include "boomerang/http/connection.h"
#include "boomerang/http/shard_loop.h"

namespace boomerang::http {
namespace {

namespace asio = boost::asio;

}  // namespace

bool Connection::begin_stream(Response head) {
  const bool chunked = version_ == Version::http_1_1;
  const bool content = method_ != "HEAD" && may_have_content(head.status);
  stream_keeps_ = keeps() && chunked;
  std::string text;
  const auto appended = append_head(text, head, persistence(stream_keeps_), shard_.date(),
                                    chunked ? Length::chunked : Length::unknown);
  if (!appended) {
    log::error("a stream cannot begin", {{"error", appended.fault().what}});
    shard_.answer(exchange_, server_error());
    return false;
  }
  if (!content) {
    stream_ = Stream::ended;
    shard_.slots().free(exchange_);
    push(text, {});
    return false;
  }
  stream_ = Stream::open;
  if (head.body.empty()) return push(text, {});
  if (!chunked) return push(text, head.body);
  append_chunk_size(text, head.body.size());
  return push(text, head.body.append("\r\n"));
}

bool Connection::stream(std::string bytes) {
  if (bytes.empty()) return true;
  if (queue_.size() - queue_begin_ > shard_.limits().stream_bytes_max) {
    cut();
    return false;
  }
  if (version_ == Version::http_1_0) return push({}, bytes);
  std::string size;
  append_chunk_size(size, bytes.size());
  return push(size, bytes.append("\r\n"));
}

bool Connection::end_stream() {
  stream_ = Stream::ended;
  shard_.slots().free(exchange_);
  return push(version_ == Version::http_1_0 ? "" : "0\r\n\r\n", {});
}

// Writes what the kernel takes, and keeps the rest for finish_stream(). False if the client is
// gone; then the connection may be gone, too.
bool Connection::push(std::string_view head, std::string_view body) {
  if (queue_.empty()) {
    auto rest = write_now(head, body);
    if (!rest) {
      cut();
      return false;
    }
    queue_ = *std::move(rest);
  } else {
    queue_.erase(0, std::exchange(queue_begin_, 0));
    queue_.append(head).append(body);
  }
  if (stream_ == Stream::ended || !queue_.empty()) resume();
  return true;
}

// Where the end of the connection would be taken for the end of the content, a stream that is cut
// must not end in order.
void Connection::break_off() {
  const bool whole = stream_ == Stream::none || (stream_ == Stream::ended && queue_.empty());
  if (whole || version_ == Version::http_1_1) return;
  transport_.close_by_reset();
}

// Runs until the stream has ended and is written.
Task<bool> Connection::finish_stream() {
  auto token = asio::as_tuple(Token());
  bool waiting = false;
  while (!cut_ && !(stream_ == Stream::ended && queue_.empty())) {
    if (queue_.empty()) {
      co_await parked();
      continue;
    }
    if (!waiting) arm_for_write();
    const auto [waited] = co_await transport_.socket().async_wait(Socket::wait_write, token);
    if (cut_ || (waited && !is_being_read())) break;
    const auto [written, state] =
        transport_.write(std::string_view(queue_).substr(queue_begin_), {});
    if (state == Transport::State::end) break;
    waiting = written == 0;
    queue_begin_ += written;
    if (queue_begin_ < queue_.size()) continue;
    queue_ = {};
    queue_begin_ = 0;
    shard_.wheel().cancel(deadline_);
  }
  const bool written = stream_ == Stream::ended && queue_.empty() && !cut_;
  shard_.wheel().cancel(deadline_);
  if (!cut_) break_off();
  stream_ = Stream::none;
  const bool keep = written && stream_keeps_ && keeps();
  if (written && !keep) co_await linger();
  co_return keep;
}

}  // namespace boomerang::http
