#include "boomerang/http/test_http2_client.h"

#include <nghttp2/nghttp2.h>

#include <algorithm>

namespace boomerang::http {
namespace {

nghttp2_nv field_of(const std::string& name, const std::string& value) {
  const auto bytes = [](const std::string& text) {
    return reinterpret_cast<std::uint8_t*>(const_cast<char*>(text.data()));
  };
  return {bytes(name), bytes(value), name.size(), value.size(), NGHTTP2_NV_FLAG_NONE};
}

std::vector<nghttp2_nv> fields_of(const TestHttp2Client::Fields& fields) {
  std::vector<nghttp2_nv> all;
  for (const auto& [name, value] : fields) all.push_back(field_of(name, value));
  return all;
}

}  // namespace

struct TestHttp2Client::Callbacks {
  static TestHttp2Client& self(void* user) { return *static_cast<TestHttp2Client*>(user); }

  static ssize_t read(nghttp2_session* session, StreamId id, std::uint8_t* out, std::size_t size,
                      std::uint32_t* flags, nghttp2_data_source* source, void*) {
    auto& body = *static_cast<Source*>(source->ptr);
    const auto part = std::min(size, body.text.size() - body.at);
    std::copy_n(body.text.data() + body.at, part, out);
    body.at += part;
    if (body.at < body.text.size()) return static_cast<ssize_t>(part);
    if (body.how == Body::without_end) {
      return part > 0 ? static_cast<ssize_t>(part) : ssize_t{NGHTTP2_ERR_DEFERRED};
    }
    *flags |= NGHTTP2_DATA_FLAG_EOF;
    if (!body.trailers.empty()) {
      *flags |= NGHTTP2_DATA_FLAG_NO_END_STREAM;
      const auto trailers = fields_of(body.trailers);
      nghttp2_submit_trailer(session, id, trailers.data(), trailers.size());
    }
    return static_cast<ssize_t>(part);
  }
  static int header(nghttp2_session*, const nghttp2_frame* frame, const std::uint8_t* name,
                    std::size_t name_size, const std::uint8_t* value, std::size_t value_size,
                    std::uint8_t, void* user) {
    auto& heard = self(user).heard_[frame->hd.stream_id];
    const std::string key(reinterpret_cast<const char*>(name), name_size);
    const std::string text(reinterpret_cast<const char*>(value), value_size);
    if (key == ":status") heard.status = std::stoi(text);
    heard.fields[key] = text;
    return 0;
  }
  static int data(nghttp2_session*, std::uint8_t, StreamId id, const std::uint8_t* bytes,
                  std::size_t size, void* user) {
    self(user).heard_[id].body.append(reinterpret_cast<const char*>(bytes), size);
    return 0;
  }
  static int closed(nghttp2_session*, StreamId id, std::uint32_t error, void* user) {
    self(user).heard_[id].closed = true;
    self(user).heard_[id].error = error;
    return 0;
  }
  static int frame(nghttp2_session*, const nghttp2_frame* frame, void* user) {
    const bool answer = (frame->hd.flags & NGHTTP2_FLAG_ACK) != 0;
    if (frame->hd.type == NGHTTP2_PING && answer) ++self(user).pings_answered;
    if (frame->hd.type != NGHTTP2_GOAWAY) return 0;
    self(user).goaway_error = frame->goaway.error_code;
    self(user).goaways.push_back(frame->goaway.last_stream_id);
    return 0;
  }
};

TestHttp2Client::TestHttp2Client(std::uint32_t window) {
  nghttp2_session_callbacks* callbacks = nullptr;
  nghttp2_session_callbacks_new(&callbacks);
  nghttp2_session_callbacks_set_on_header_callback(callbacks, Callbacks::header);
  nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks, Callbacks::data);
  nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, Callbacks::closed);
  nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, Callbacks::frame);
  nghttp2_option* option = nullptr;
  nghttp2_option_new(&option);
  nghttp2_option_set_no_http_messaging(option, 1);
  nghttp2_option_set_no_auto_window_update(option, 1);
  nghttp2_session_client_new2(&session_, callbacks, this, option);
  nghttp2_option_del(option);
  nghttp2_session_callbacks_del(callbacks);
  const nghttp2_settings_entry settings{NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, window};
  nghttp2_submit_settings(session_, NGHTTP2_FLAG_NONE, &settings, 1);
}

TestHttp2Client::~TestHttp2Client() { nghttp2_session_del(session_); }

TestHttp2Client::Fields TestHttp2Client::get(const std::string& path, const std::string& method) {
  return {
      {":method", method}, {":scheme", "https"}, {":authority", "example.com"}, {":path", path}};
}

TestHttp2Client::Fields TestHttp2Client::post(const std::string& path) {
  Fields fields = get(path, "POST");
  fields.emplace_back("content-type", "application/json");
  return fields;
}

StreamId TestHttp2Client::ask(const Fields& fields) {
  const auto all = fields_of(fields);
  return nghttp2_submit_request(session_, nullptr, all.data(), all.size(), nullptr, nullptr);
}

StreamId TestHttp2Client::ask(const Fields& fields, std::string body, Body how,
                              const Fields& trailers) {
  bodies_.push_back({std::move(body), how, trailers});
  nghttp2_data_provider provider{};
  provider.source.ptr = &bodies_.back();
  provider.read_callback = Callbacks::read;
  const auto all = fields_of(fields);
  return nghttp2_submit_request(session_, nullptr, all.data(), all.size(), &provider, nullptr);
}

void TestHttp2Client::reset(StreamId id) {
  nghttp2_submit_rst_stream(session_, NGHTTP2_FLAG_NONE, id, NGHTTP2_CANCEL);
}

void TestHttp2Client::ping() { nghttp2_submit_ping(session_, NGHTTP2_FLAG_NONE, nullptr); }

void TestHttp2Client::open_window(StreamId id, std::int32_t bytes) {
  nghttp2_submit_window_update(session_, NGHTTP2_FLAG_NONE, id, bytes);
}

std::string TestHttp2Client::output() {
  std::string out;
  const std::uint8_t* bytes = nullptr;
  for (ssize_t got = 0; (got = nghttp2_session_mem_send(session_, &bytes)) > 0;) {
    out.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(got));
  }
  return out;
}

void TestHttp2Client::input(const std::string& bytes) {
  nghttp2_session_mem_recv(session_, reinterpret_cast<const std::uint8_t*>(bytes.data()),
                           bytes.size());
}

}  // namespace boomerang::http
