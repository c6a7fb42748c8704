#include "boomerang/http/http2_link.h"

#include <algorithm>
#include <utility>

#include "boomerang/http/body_deadline.h"
#include "boomerang/http/log_caught.h"
#include "boomerang/http/shard_loop.h"

namespace boomerang::http {

// One request: its exchange from serve() on, and the deadline of its body, of its answer, or of
// what the client sends after its answer.
struct Http2Link::Stream final : Answerer, TimerWheel::Timer {
  Stream(Http2Link& owner, StreamId stream_id)
      : link(owner), id(stream_id), begun(owner.shard_.clock().now()) {}
  ~Stream() override { link.shard_.slots().free(exchange); }

  void expired() override { link.late(*this); }

  void deliver(Response response) override {
    link.push(id, link.session_.answer(id, std::move(response)));
  }
  bool streaming() const override { return is_streaming; }
  bool begin_stream(Response head) override {
    is_streaming = true;
    Http2Link& owner = link;
    const StreamId mine = id;
    const bool open = owner.session_.begin_stream(mine, std::move(head));
    if (!open) owner.shard_.slots().free(exchange);
    return owner.push(mine, open);
  }
  bool stream(std::string bytes) override {
    if (link.session_.queued(id) > link.shard_.limits().stream_bytes_max) {
      link.cut(*this);
      return false;
    }
    return link.push(id, link.session_.stream(id, bytes));
  }
  bool end_stream() override {
    link.shard_.slots().free(exchange);
    is_streaming = false;
    Http2Link& owner = link;
    const bool ended = owner.session_.end_stream(id);
    owner.push();
    return ended && !owner.broken_;
  }

  Http2Link& link;
  const StreamId id;
  const Instant begun;
  bool receiving = false;
  bool refused = false;  // Answered; perhaps not whole, and then its end is waited for.
  bool is_streaming = false;
  Exchange exchange;
};

Http2Link::Http2Link(ShardLoop& shard, Transport& transport, const std::string& address)
    : shard_(shard), transport_(transport), session_(shard.limits(), *this, address) {}

Http2Link::~Http2Link() = default;

Http2Link::State Http2Link::state() const {
  if (broken_) return State::over;
  if (blocked_) return State::blocked;
  if (session_.over()) return State::over;
  if (deaf_) return State::deaf;
  if (session_.in_head()) return State::in_head;
  return session_.open() == 0 ? State::idle : State::busy;
}

void Http2Link::receive(std::string_view bytes) {
  within_ = true;
  const bool going_on = session_.feed(bytes);
  within_ = false;
  flush();
  if (!going_on) broken_ = true;
}

bool Http2Link::flush() {
  bool moved_some = false;
  while (!broken_) {
    within_ = true;
    const bool produced = session_.produce(output_, output_bytes_max);
    within_ = false;
    blocked_ = false;
    if (!produced) broken_ = true;
    if (output_.empty()) break;
    const auto [size, state] = transport_.write(output_, {});
    moved_some = moved_some || size > 0;
    output_.erase(0, size);
    if (state == Transport::State::end) broken_ = true;
    if (state == Transport::State::done) continue;
    blocked_ = true;
    break;
  }
  if (output_.empty()) output_ = {};
  return moved_some;
}

void Http2Link::push() {
  if (within_) return;
  const State before = state();
  if (!blocked_) flush();
  const State now = state();
  // The coroutine waits for bytes while it should write, or end, or no longer than an idle one may.
  const bool waits_otherwise = now == State::blocked || now == State::over || now == State::idle;
  if (now != before && waits_otherwise) transport_.cancel();
}

// After bytes for `id` were submitted: false if they cannot arrive.
bool Http2Link::push(StreamId id, bool submitted) {
  push();
  if (!submitted || broken_) return false;
  watch(id);
  return true;
}

// Its client takes too little. May destroy the stream.
void Http2Link::cut(Stream& stream) {
  shard_.slots().free(stream.exchange);
  session_.reset(stream.id);
  push();
}

// What is queued must move before the deadline.
void Http2Link::watch(StreamId id) {
  const auto found = streams_.find(id);
  if (found == streams_.end() || found->second->armed() || session_.queued(id) == 0) return;
  shard_.wheel().arm(*found->second, shard_.clock().now() + shard_.limits().write_wait);
  shard_.keep_ticking();
}

void Http2Link::drain() {
  session_.say(Http2Session::Goodbye::soon);
  shard_.wheel().arm(grace_, shard_.clock().now() + shard_.limits().drain_grace);
  shard_.keep_ticking();
  push();
}

void Http2Link::farewell() {
  session_.say(Http2Session::Goodbye::last);
  push();
}

void Http2Link::end_input(const std::optional<Refusal>& instead) {
  deaf_ = true;
  within_ = true;
  session_.end_input(instead);
  within_ = false;
  flush();
}

Service::Verdict Http2Link::admit(StreamId id, const Request& head) {
  streams_.emplace(id, std::make_unique<Stream>(*this, id));
  if (busy_) return {0, *busy_};
  try {
    return shard_.service().admit(head);
  } catch (...) {
    log_caught("admit() threw");
    return {0, problem(500, "The server made a mistake. It has been logged.")};
  }
}

void Http2Link::receiving(StreamId id, std::size_t received) {
  Stream& stream = *streams_.at(id);
  stream.receiving = true;
  shard_.wheel().arm(stream, body_deadline(shard_.limits(), stream.begun, received));
  shard_.keep_ticking();
}

void Http2Link::refused(StreamId id) {
  auto& stream = streams_[id];
  if (stream == nullptr) stream = std::make_unique<Stream>(*this, id);
  stream->receiving = false;
  stream->refused = true;
  if (busy_) session_.say(Http2Session::Goodbye::last);
  sending(id, session_.queued(id));
}

void Http2Link::serve(StreamId id, Request request) {
  Stream& stream = *streams_.at(id);
  shard_.wheel().cancel(stream);
  stream.receiving = false;
  stream.exchange = shard_.slots().take(stream);
  const Exchange exchange = stream.exchange;
  try {
    shard_.service().serve(std::move(request), exchange);
  } catch (...) {
    log_caught("serve() threw");
    shard_.answer(exchange, problem(500, "The server made a mistake. It has been logged."));
  }
  shard_.keep_ticking();
}

void Http2Link::sending(StreamId id, std::size_t left) {
  const auto found = streams_.find(id);
  if (found == streams_.end()) return;
  Stream& stream = *found->second;
  shard_.wheel().cancel(stream);
  if (left == 0 && !stream.refused) return;
  const Limits& limits = shard_.limits();
  const Duration wait = left > 0 ? limits.write_wait : limits.linger_wait;
  shard_.wheel().arm(stream, shard_.clock().now() + wait);
  shard_.keep_ticking();
}

// The body, or the client's taking of the answer, or its end after that, was too slow.
void Http2Link::late(Stream& stream) {
  const StreamId id = stream.id;
  if (stream.receiving) {
    session_.answer(id, problem(408, "The body of the request did not come in time."));
    refused(id);
    push();
  } else if (blocked_ && session_.queued(id) > 0) {
    // Its turn has not come, and the connection has a deadline of its own.
    watch(id);
  } else {
    cut(stream);
  }
}

std::string_view Http2Link::date() { return shard_.date(); }

void Http2Link::closed(StreamId id) { streams_.erase(id); }

}  // namespace boomerang::http
