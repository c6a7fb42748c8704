// The first byte says how the rest is cut; the rest is what a client sends, without its preface.
//
// What must hold: no limit is passed, every request that is served has a head that keeps the rules,
// each stream that was admitted is closed once, and answering at any moment is safe.

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "boomerang/base/check.h"
#include "boomerang/base/http_grammar.h"
#include "boomerang/http/http2_session.h"

namespace boomerang::http {
namespace {

Limits small_limits() {
  Limits limits;
  limits.header_bytes_max = 512;
  limits.line_bytes_max = 128;
  limits.fields_max = 8;
  limits.body_bytes_max = 256;
  limits.requests_per_connection_max = 20;
  return limits;
}

class Echo final : public Http2Session::Handler {
 public:
  Http2Session* session = nullptr;
  Limits limits = small_limits();

  Service::Verdict admit(StreamId id, const Request& head) override {
    check(open_.insert(id).second, "a stream is admitted once");
    check(++admitted_ <= limits.requests_per_connection_max, "a stream above the last is admitted");
    check(head.fields.size() <= limits.fields_max + 2, "too many fields");
    check(is_token(head.method), "a method that is none");
    check(head.target == "*" || head.target.starts_with('/'), "not in origin form");
    for (const auto field : head.fields) {
      check(is_token(field.name) && is_field_value(field.value), "a field that is none");
      check(lower(field.name) == field.name, "a name not in lower case");
    }
    if (head.target == "/no") return {0, problem(404, "Nothing here.")};
    return {SIZE_MAX, std::nullopt};
  }
  void receiving(StreamId id, std::size_t received) override {
    check(open_.contains(id) && received <= limits.body_bytes_max, "a body over the limit");
  }
  void refused(StreamId id) override { open_.insert(id); }
  void serve(StreamId id, Request request) override {
    check(open_.contains(id), "served without being admitted");
    check(request.body.size() <= limits.body_bytes_max, "a body over the limit");
    if (request.target == "/stream") {
      if (session->begin_stream(id, {})) {
        session->stream(id, request.body);
        session->end_stream(id);
      }
      return;
    }
    Response response;
    response.body = request.body;
    session->answer(id, response);
  }
  void sending(StreamId, std::size_t) override {}
  std::string_view date() override { return "today"; }
  void closed(StreamId id) override { check(open_.erase(id) == 1, "closed once"); }

 private:
  std::set<StreamId> open_;
  std::size_t admitted_ = 0;
};

}  // namespace
}  // namespace boomerang::http

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace boomerang::http;
  if (size < 1) return 0;
  const std::size_t piece = 1 + data[0] % 61u;
  std::string input = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  input.append(reinterpret_cast<const char*>(data) + 1, size - 1);
  Echo echo;
  Http2Session session(echo.limits, echo, "127.0.0.1");
  echo.session = &session;
  std::string out;
  bool going_on = true;
  for (std::size_t at = 0; at < input.size() && going_on; at += piece) {
    going_on = session.feed(std::string_view(input).substr(at, piece));
    out.clear();
    going_on = session.produce(out, 1 << 20) && going_on && !session.over();
    boomerang::check(session.open() <= Http2Session::streams_max + 1, "too many streams");
  }
  if (!going_on) return 0;
  const bool late = data[0] >= 128;
  session.end_input(late ? std::optional<Refusal>({408, "Too slow."}) : std::nullopt);
  out.clear();
  session.produce(out, 1 << 20);
  return 0;
}
