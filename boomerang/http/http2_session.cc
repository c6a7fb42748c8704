#include "boomerang/http/http2_session.h"

#include <nghttp2/nghttp2.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "boomerang/base/check.h"
#include "boomerang/base/http_grammar.h"
#include "boomerang/http/head_rules.h"
#include "boomerang/http/response_writer.h"

namespace boomerang::http {
namespace {

// Continuation frames and the rest of what nghttp2 watches stay at its own defaults.
constexpr nghttp2_settings_entry settings_of(std::int32_t id, std::uint32_t value) {
  return {id, value};
}

nghttp2_nv field_of(std::string_view name, std::string_view value) {
  // nghttp2 copies both, and writes to neither.
  auto bytes = [](std::string_view text) {
    return reinterpret_cast<std::uint8_t*>(const_cast<char*>(text.data()));
  };
  return {bytes(name), bytes(value), name.size(), value.size(), NGHTTP2_NV_FLAG_NONE};
}

std::string_view view(const std::uint8_t* bytes, std::size_t size) {
  return {reinterpret_cast<const char*>(bytes), size};
}

}  // namespace

struct Http2Session::Stream {
  explicit Stream(StreamId stream_id) : id(stream_id) {}

  enum class In { head, body, done, dropped };

  const StreamId id;
  In in = In::head;
  Request request;
  std::string authority;
  std::string cookie;
  std::size_t fields = 0;
  std::size_t head_bytes = 0;
  bool head_too_large = false;
  bool head_only = false;
  bool known = false;  // To the handler.
  std::size_t body_bytes_max = 0;
  std::size_t dropped = 0;

  enum class Out { nothing, open, ended };

  Out out = Out::nothing;
  std::string queue;
  std::size_t queue_begin = 0;

  std::size_t queued() const { return queue.size() - queue_begin; }
};

// What nghttp2 calls; none of these throws into it.
struct Http2Session::Callbacks {
  static Http2Session& self(void* user) { return *static_cast<Http2Session*>(user); }

  template <typename Action>
  static int guarded(Action action) {
    try {
      action();
      return 0;
    } catch (...) {
      return NGHTTP2_ERR_CALLBACK_FAILURE;
    }
  }

  static int begin_frame(nghttp2_session* session, const nghttp2_frame_hd* head, void* user) {
    return guarded([&] {
      if (head->type != NGHTTP2_HEADERS || self(user).order_.take(head->stream_id)) return;
      nghttp2_session_terminate_session(session, NGHTTP2_PROTOCOL_ERROR);
    });
  }

  static int take_headers(const nghttp2_frame* frame, void* user) {
    return guarded([&] {
      self(user).head_of_ = frame->hd.stream_id;
      if (frame->headers.cat == NGHTTP2_HCAT_REQUEST) self(user).begin_head(frame->hd.stream_id);
    });
  }

  // nghttp2 takes streams until a GOAWAY has been sent. What is above the one that it will name
  // must not be carried out: the client may send it again elsewhere. Source: RFC 9113, sections 6.8
  // and 8.7.
  static int begin_headers(nghttp2_session* session, const nghttp2_frame* frame, void* user) {
    const StreamId id = frame->hd.stream_id;
    const bool begins = frame->headers.cat == NGHTTP2_HCAT_REQUEST;
    if (!begins || id <= self(user).last_taken_) return take_headers(frame, user);
    nghttp2_submit_rst_stream(session, NGHTTP2_FLAG_NONE, id, NGHTTP2_REFUSED_STREAM);
    return NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE;
  }

  static int header(nghttp2_session*, const nghttp2_frame* frame, const std::uint8_t* name,
                    std::size_t name_size, const std::uint8_t* value, std::size_t value_size,
                    std::uint8_t, void* user) {
    return guarded([&] {
      Stream* const stream = self(user).find(frame->hd.stream_id);
      // Trailers are read and dropped.
      if (stream == nullptr || stream->in != Stream::In::head) return;
      self(user).take_field(*stream, view(name, name_size), view(value, value_size));
    });
  }

  static int frame_received(nghttp2_session*, const nghttp2_frame* frame, void* user) {
    return guarded([&] {
      const auto type = frame->hd.type;
      if (type != NGHTTP2_HEADERS && type != NGHTTP2_DATA) return;
      if (type == NGHTTP2_HEADERS) self(user).head_of_ = 0;
      Stream* const stream = self(user).find(frame->hd.stream_id);
      if (stream == nullptr) return;
      const bool whole = (frame->hd.flags & NGHTTP2_FLAG_END_STREAM) != 0;
      if (type == NGHTTP2_HEADERS && stream->in == Stream::In::head) {
        self(user).end_head(*stream, whole);
      } else if (whole) {
        self(user).end_request(*stream);
      }
    });
  }

  static int data(nghttp2_session*, std::uint8_t, StreamId id, const std::uint8_t* bytes,
                  std::size_t size, void* user) {
    return guarded([&] {
      Stream* const stream = self(user).find(id);
      if (stream != nullptr) self(user).take_body(*stream, view(bytes, size));
    });
  }

  // A head that nghttp2 does not send leaves its stream waiting for ever.
  static int frame_not_sent(nghttp2_session* session, const nghttp2_frame* frame, int, void*) {
    if (frame->hd.type != NGHTTP2_HEADERS) return 0;
    nghttp2_submit_rst_stream(session, NGHTTP2_FLAG_NONE, frame->hd.stream_id,
                              NGHTTP2_INTERNAL_ERROR);
    return 0;
  }

  static int stream_closed(nghttp2_session*, StreamId id, std::uint32_t, void* user) {
    return guarded([&] {
      if (self(user).head_of_ == id) self(user).head_of_ = 0;
      auto& streams = self(user).streams_;
      const auto found = streams.find(id);
      if (found == streams.end()) return;
      const bool known = found->second->known;
      self(user).bodies_bytes_ -= found->second->request.body.size();
      streams.erase(found);
      if (known) self(user).handler_.closed(id);
    });
  }

  static ssize_t content(nghttp2_session*, StreamId id, std::uint8_t* out, std::size_t size,
                         std::uint32_t* flags, nghttp2_data_source*, void* user) {
    Stream* const stream = self(user).find(id);
    if (stream == nullptr) return NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE;
    const std::size_t part = std::min(size, stream->queued());
    if (part == 0 && stream->out != Stream::Out::ended) return NGHTTP2_ERR_DEFERRED;
    std::copy_n(stream->queue.data() + stream->queue_begin, part, out);
    stream->queue_begin += part;
    if (stream->queued() == 0) {
      stream->queue = {};
      stream->queue_begin = 0;
      if (stream->out == Stream::Out::ended) *flags |= NGHTTP2_DATA_FLAG_EOF;
    }
    self(user).handler_.sending(id, stream->queued());
    return static_cast<ssize_t>(part);
  }
};

Http2Session::Http2Session(const Limits& limits, Handler& handler, std::string address)
    : limits_(limits), handler_(handler), address_(std::move(address)) {
  nghttp2_session_callbacks* callbacks = nullptr;
  check(nghttp2_session_callbacks_new(&callbacks) == 0, "memory");
  nghttp2_session_callbacks_set_on_begin_frame_callback(callbacks, Callbacks::begin_frame);
  nghttp2_session_callbacks_set_on_begin_headers_callback(callbacks, Callbacks::begin_headers);
  nghttp2_session_callbacks_set_on_header_callback(callbacks, Callbacks::header);
  nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, Callbacks::frame_received);
  nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks, Callbacks::data);
  nghttp2_session_callbacks_set_on_frame_not_send_callback(callbacks, Callbacks::frame_not_sent);
  nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, Callbacks::stream_closed);
  const int made = nghttp2_session_server_new(&session_, callbacks, this);
  nghttp2_session_callbacks_del(callbacks);
  check(made == 0, "memory");
  const nghttp2_settings_entry settings[] = {
      settings_of(NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, streams_max),
      settings_of(NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE,
                  static_cast<std::uint32_t>(limits.header_bytes_max)),
  };
  nghttp2_submit_settings(session_, NGHTTP2_FLAG_NONE, settings, std::size(settings));
  nghttp2_session_set_local_window_size(session_, NGHTTP2_FLAG_NONE, 0, window_bytes);
}

Http2Session::~Http2Session() { nghttp2_session_del(session_); }

bool Http2Session::feed(std::string_view bytes) {
  const auto used = nghttp2_session_mem_recv(
      session_, reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
  return used >= 0;
}

bool Http2Session::produce(std::string& out, std::size_t size) {
  submit_goodbye();
  while (out.size() < size) {
    const std::uint8_t* bytes = nullptr;
    const auto got = nghttp2_session_mem_send(session_, &bytes);
    if (got < 0) return false;
    if (got == 0) break;
    out.append(view(bytes, static_cast<std::size_t>(got)));
  }
  return true;
}

Http2Session::Stream* Http2Session::find(StreamId id) {
  const auto found = streams_.find(id);
  return found == streams_.end() ? nullptr : found->second.get();
}

const Http2Session::Stream* Http2Session::find(StreamId id) const {
  return const_cast<Http2Session*>(this)->find(id);
}

void Http2Session::begin_head(StreamId id) {
  streams_.emplace(id, std::make_unique<Stream>(id));
  if (++requests_ == limits_.requests_per_connection_max) say(Goodbye::last);
}

void Http2Session::take_field(Stream& stream, std::string_view name, std::string_view value) {
  ++stream.fields;
  stream.head_bytes += name.size() + value.size() + 4;
  if (name.size() + value.size() > limits_.line_bytes_max ||
      stream.head_bytes > limits_.header_bytes_max || stream.fields > limits_.fields_max + 4) {
    stream.head_too_large = true;
    return;
  }
  if (name == ":method") {
    stream.request.method = value;
    stream.head_only = value == "HEAD";
  } else if (name == ":path") {
    stream.request.target = value;
  } else if (name == ":authority") {
    stream.authority = value;
  } else if (name == "cookie") {
    // Source: RFC 9113, section 8.2.3.
    if (!stream.cookie.empty()) stream.cookie += "; ";
    stream.cookie += value;
  } else if (!name.starts_with(':')) {
    stream.request.fields.add(name, trimmed(value));
  }
}

void Http2Session::end_head(Stream& stream, bool whole) {
  Request& request = stream.request;
  stream.in = whole ? Stream::In::done : Stream::In::body;
  if (stream.head_too_large || request.fields.size() > limits_.fields_max) {
    return refuse(stream, problem(431, "The header fields are too long, or too many."));
  }
  if (!stream.cookie.empty()) request.fields.add("cookie", stream.cookie);
  const auto host = request.field("host");
  if (host && !stream.authority.empty() && !equal_but_for_case(*host, stream.authority)) {
    return refuse(stream, problem(400, ":authority and Host name different servers."));
  }
  if (!host && !stream.authority.empty()) request.fields.add("host", stream.authority);
  Framing framing;
  if (const auto broken = apply_head_rules(request, framing)) {
    return refuse(stream, problem(broken->status, broken->detail));
  }
  request.version = Version::http_2;
  request.address = address_;
  stream.known = true;
  Service::Verdict verdict = handler_.admit(stream.id, request);
  if (verdict.refusal) return refuse(stream, *std::move(verdict.refusal));
  stream.body_bytes_max = std::min(limits_.body_bytes_max, verdict.body_bytes_max);
  if (framing.content_length > stream.body_bytes_max) {
    return refuse(stream, problem(413, "The body is too long."));
  }
  if (whole) return end_request(stream);
  if (framing.expects_continue) {
    const nghttp2_nv status = field_of(":status", "100");
    nghttp2_submit_headers(session_, NGHTTP2_FLAG_NONE, stream.id, nullptr, &status, 1, nullptr);
  }
  handler_.receiving(stream.id, 0);
}

// The body of a refused request is read and dropped for a while, because a client that is still
// sending may take the reset of its stream for the answer. Source: RFC 9113, section 8.1.
void Http2Session::drop_body(Stream& stream, std::string_view bytes) {
  stream.dropped += bytes.size();
  if (stream.dropped <= limits_.body_bytes_max) return;
  nghttp2_submit_rst_stream(session_, NGHTTP2_FLAG_NONE, stream.id, NGHTTP2_NO_ERROR);
}

void Http2Session::take_body(Stream& stream, std::string_view bytes) {
  if (stream.in == Stream::In::dropped) return drop_body(stream, bytes);
  if (stream.in != Stream::In::body) return;
  std::string& body = stream.request.body;
  if (bytes.size() > stream.body_bytes_max - body.size()) {
    return refuse(stream, problem(413, "The body is too long."));
  }
  if (bodies_bytes_ + bytes.size() > std::max(bodies_bytes_max, limits_.body_bytes_max)) {
    Response busy = problem(503, "Too much of other bodies has come on this connection.");
    busy.fields.add("Retry-After", "1");
    return refuse(stream, std::move(busy));
  }
  body.append(bytes);
  bodies_bytes_ += bytes.size();
  handler_.receiving(stream.id, body.size());
}

// What has come of the request; the rest is dropped.
Request Http2Session::leave_body(Stream& stream, bool whole) {
  bodies_bytes_ -= stream.request.body.size();
  const bool over = whole || stream.in == Stream::In::done;
  stream.in = over ? Stream::In::done : Stream::In::dropped;
  return std::exchange(stream.request, {});
}

void Http2Session::end_request(Stream& stream) {
  const bool wanted = stream.in != Stream::In::dropped && stream.out == Stream::Out::nothing;
  Request request = leave_body(stream, true);
  if (wanted) handler_.serve(stream.id, std::move(request));
}

void Http2Session::refuse(Stream& stream, Response response) {
  stream.known = true;
  answer(stream.id, std::move(response));
  handler_.refused(stream.id);
}

bool Http2Session::answer(StreamId id, Response response) {
  Stream* const stream = find(id);
  if (stream == nullptr || stream->out != Stream::Out::nothing) return false;
  leave_body(*stream, false);
  if (!check_response(response)) response = problem(500, "The server made a mistake.");
  const bool content = !stream->head_only && may_have_content(response.status);
  const std::string length = std::to_string(response.body.size());
  if (may_have_content(response.status)) response.fields.add("content-length", length);
  if (content) stream->queue = std::move(response.body);
  stream->out = Stream::Out::ended;
  submit(*stream, response, content && !stream->queue.empty());
  return true;
}

bool Http2Session::begin_stream(StreamId id, Response head) {
  Stream* const stream = find(id);
  if (stream == nullptr || stream->out != Stream::Out::nothing) return false;
  const bool valid = static_cast<bool>(check_response(head));
  if (!valid || stream->head_only || !may_have_content(head.status)) {
    if (!valid) head = problem(500, "The server made a mistake.");
    head.body = valid ? "" : std::move(head.body);
    stream->out = Stream::Out::ended;
    if (!stream->head_only) stream->queue = std::move(head.body);
    submit(*stream, head, stream->queued() > 0);
    return false;
  }
  stream->out = Stream::Out::open;
  stream->queue = std::move(head.body);
  submit(*stream, head, true);
  return true;
}

bool Http2Session::stream(StreamId id, std::string_view bytes) {
  Stream* const stream = find(id);
  if (stream == nullptr || stream->out != Stream::Out::open) return false;
  if (bytes.empty()) return true;
  stream->queue.erase(0, std::exchange(stream->queue_begin, 0));
  stream->queue.append(bytes);
  nghttp2_session_resume_data(session_, id);
  return true;
}

bool Http2Session::end_stream(StreamId id) {
  Stream* const stream = find(id);
  if (stream == nullptr || stream->out != Stream::Out::open) return false;
  stream->out = Stream::Out::ended;
  nghttp2_session_resume_data(session_, id);
  return true;
}

void Http2Session::submit(Stream& stream, const Response& response, bool content) {
  const std::string status = std::to_string(response.status);
  std::vector<std::string> names;  // In lower case; reserved, so that no view of one goes stale.
  names.reserve(response.fields.size());
  std::vector<nghttp2_nv> fields;
  fields.push_back(field_of(":status", status));
  fields.push_back(field_of("date", handler_.date()));
  for (const auto field : response.fields) {
    names.push_back(lower(field.name));
    fields.push_back(field_of(names.back(), field.value));
  }
  nghttp2_data_provider provider{};
  provider.read_callback = Callbacks::content;
  const int submitted = nghttp2_submit_response(session_, stream.id, fields.data(), fields.size(),
                                                content ? &provider : nullptr);
  if (submitted == 0) return;
  nghttp2_submit_rst_stream(session_, NGHTTP2_FLAG_NONE, stream.id, NGHTTP2_INTERNAL_ERROR);
}

std::size_t Http2Session::queued(StreamId id) const {
  const Stream* const stream = find(id);
  return stream == nullptr ? 0 : stream->queued();
}

void Http2Session::reset(StreamId id) {
  const Stream* const stream = find(id);
  const bool answered =
      stream != nullptr && stream->out == Stream::Out::ended && stream->queued() == 0;
  nghttp2_submit_rst_stream(session_, NGHTTP2_FLAG_NONE, id,
                            answered ? NGHTTP2_NO_ERROR : NGHTTP2_CANCEL);
}

void Http2Session::say(Goodbye goodbye) {
  if (last_taken_ != no_last) return;
  if (goodbye == Goodbye::soon) {
    nghttp2_submit_shutdown_notice(session_);
  } else {
    last_taken_ = nghttp2_session_get_last_proc_stream_id(session_);
    owes_goodbye_ = true;
  }
}

// Not within feed(): an error that comes after it there has a GOAWAY of its own, and the number in
// that must not be the higher one.
void Http2Session::submit_goodbye() {
  if (!std::exchange(owes_goodbye_, false)) return;
  nghttp2_submit_goaway(session_, NGHTTP2_FLAG_NONE, last_taken_, NGHTTP2_NO_ERROR, nullptr, 0);
}

void Http2Session::end_input(const std::optional<Refusal>& instead) {
  say(Goodbye::last);
  head_of_ = 0;
  for (const auto& [id, stream] : streams_) {
    if (stream->in == Stream::In::done || stream->out != Stream::Out::nothing) continue;
    if (instead) {
      refuse(*stream, problem(instead->status, instead->detail));
    } else {
      reset(id);
    }
  }
}

bool Http2Session::over() const {
  return !owes_goodbye_ && nghttp2_session_want_read(session_) == 0 &&
         nghttp2_session_want_write(session_) == 0;
}

}  // namespace boomerang::http
