// The first byte says how the rest is cut; the rest is what a client sends.
//
// What must hold: the same requests come out, however the bytes are cut; no limit is passed; a
// request takes exactly the bytes of its head and its declared body, so that no byte of a body can
// begin a head; and after a refusal nothing more is used.

#include "boomerang/http/request_parser.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "boomerang/base/check.h"
#include "boomerang/base/http_grammar.h"
#include "boomerang/http/server.h"

namespace boomerang::http {
namespace {

using Stage = RequestParser::Stage;

Limits small_limits() {
  Limits limits;
  limits.header_bytes_max = 512;
  limits.line_bytes_max = 128;
  limits.fields_max = 8;
  limits.body_bytes_max = 256;
  return limits;
}

struct Read {
  Stage stage = Stage::head;
  int status = 0;
  std::size_t end = 0;  // In the input. Of no meaning unless done.
  std::size_t head_end = 0;
  Request request;
  Framing framing;
};

bool same(const Read& a, const Read& b) {
  if (a.stage != b.stage || a.status != b.status) return false;
  if (a.stage != Stage::done) return true;
  return a.end == b.end && a.head_end == b.head_end && a.request.method == b.request.method &&
         a.request.target == b.request.target && a.request.version == b.request.version &&
         a.request.fields == b.request.fields && a.request.body == b.request.body;
}

// One request from `begin` on, in pieces of `piece` bytes.
Read read_one(std::string_view input, std::size_t begin, std::size_t piece, const Limits& limits) {
  RequestParser parser(limits);
  Read read;
  read.end = begin;
  while (read.end < input.size() &&
         (parser.stage() == Stage::head || parser.stage() == Stage::body)) {
    const bool in_head = parser.stage() == Stage::head;
    const std::string bytes(input.substr(read.end, piece));
    const std::size_t used = parser.feed(bytes);
    check(used > 0 && used <= bytes.size(), "a parser must go on, and not past its input");
    read.end += used;
    if (in_head && parser.stage() != Stage::head) read.head_end = read.end;
  }
  read.stage = parser.stage();
  if (read.stage == Stage::refused) {
    read.status = parser.refusal().status;
    check(parser.feed("GET / HTTP/1.1\r\nHost: a\r\n\r\n") == 0, "read on after a refusal");
    check(parser.stage() == Stage::refused, "a refusal is for ever");
  }
  read.request = parser.request();
  read.framing = parser.head().framing;
  return read;
}

void check_limits(const Read& read, std::size_t begin, const Limits& limits) {
  const Request& request = read.request;
  check(read.head_end - begin <= limits.header_bytes_max + 2, "a head over the limit");
  check(request.fields.size() <= limits.fields_max, "too many fields");
  check(request.body.size() <= limits.body_bytes_max, "a body over the limit");
  for (const auto field : request.fields) {
    check(field.name.size() + field.value.size() <= limits.line_bytes_max, "a line over the limit");
    check(is_token(field.name) && is_field_value(field.value), "a field that is none");
    check(lower(field.name) == field.name, "a name not in lower case");
  }
  check(is_token(request.method), "a method that is none");
  check(request.target == "*" || request.target.starts_with('/'), "not in origin form");
}

// The body is where the head says, and nowhere else.
void check_framing(const Read& read, std::string_view input) {
  const std::string_view body = input.substr(read.head_end, read.end - read.head_end);
  if (!read.framing.chunked) {
    check(body == read.request.body, "a body that is not what follows its head");
    check(body.size() == read.framing.content_length, "a body not of its length");
    return;
  }
  check(body.ends_with("\r\n"), "a chunked body without its end");
  check(read.framing.content_length == 0, "two framings");
}

}  // namespace
}  // namespace boomerang::http

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace boomerang::http;
  if (size < 1) return 0;
  const std::size_t piece = 1 + data[0] % 61u;
  const std::string_view input(reinterpret_cast<const char*>(data) + 1, size - 1);
  const Limits limits = small_limits();
  std::size_t begin = 0;
  while (begin < input.size()) {
    const Read whole = read_one(input, begin, input.size(), limits);
    boomerang::check(same(whole, read_one(input, begin, 1, limits)), "cut at every byte");
    boomerang::check(same(whole, read_one(input, begin, piece, limits)), "cut now and then");
    if (whole.stage != Stage::done) break;
    check_limits(whole, begin, limits);
    check_framing(whole, input);
    begin = whole.end;
  }
  return 0;
}
