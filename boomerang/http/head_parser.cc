#include "boomerang/http/head_parser.h"

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/rfc7230.hpp>

#include <algorithm>
#include <cstdint>
#include <limits>

#include "boomerang/base/http_grammar.h"

namespace boomerang::http {
namespace {

namespace beast = boost::beast;
using Beast = beast::http::error;
using Error = boost::system::error_code;

std::string_view view(beast::string_view text) { return {text.data(), text.size()}; }

// Collects what Beast finds in a head. It never sees a body: Beast's reading of one depends on how
// the bytes were cut, ours must not.
class Collector final : public beast::http::basic_parser<true> {
 public:
  explicit Collector(Request& request) : request_(request) {
    header_limit(std::numeric_limits<std::uint32_t>::max());
    body_limit(boost::none);
    eager(true);
    skip(true);
  }

 private:
  void on_request_impl(beast::http::verb, beast::string_view method, beast::string_view target,
                       int version, Error&) override {
    request_.method = view(method);
    request_.target = view(target);
    request_.version = version == 10 ? Version::http_1_0 : Version::http_1_1;
  }

  void on_field_impl(beast::http::field, beast::string_view name, beast::string_view value,
                     Error&) override {
    request_.fields.add(lower(view(name)), view(value));
  }

  void on_response_impl(int, beast::string_view, int, Error&) override {}
  void on_header_impl(Error&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>&, Error&) override {}
  std::size_t on_body_impl(beast::string_view body, Error&) override { return body.size(); }
  void on_chunk_header_impl(std::uint64_t, beast::string_view, Error&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view body, Error&) override {
    return body.size();
  }
  void on_finish_impl(Error&) override {}

  Request& request_;
};

// Three words, the last of which has the form of a version, whichever it is.
bool names_a_version(std::string_view line) {
  constexpr std::string_view shape = " HTTP/d.d";
  if (line.size() < shape.size() || std::count(line.begin(), line.end(), ' ') != 2) return false;
  line.remove_prefix(line.size() - shape.size());
  for (std::size_t i = 0; i < shape.size(); ++i) {
    const bool digit = line[i] >= '0' && line[i] <= '9';
    if (shape[i] == 'd' ? !digit : line[i] != shape[i]) return false;
  }
  return true;
}

std::string_view first_line(std::string_view text) { return text.substr(0, text.find("\r\n")); }

constexpr Refusal length_given_twice = {
    400, "The length of the body is given by Content-Length and by Transfer-Encoding."};

// `head` is what was found before the error.
Refusal explain(const Error& error, std::string_view text, const Request& head) {
  if (error == Beast::bad_version) {
    if (names_a_version(first_line(text))) {
      return {505, "This server speaks HTTP/1.1 and HTTP/1.0."};
    }
    return {400, "The request line must end in the HTTP version."};
  }
  if (error == Beast::bad_method) return {400, "The method is malformed."};
  if (error == Beast::bad_target) return {400, "The request target is malformed."};
  if (error == Beast::bad_content_length && head.field("transfer-encoding")) {
    return length_given_twice;
  }
  if (error == Beast::bad_content_length || error == Beast::multiple_content_length) {
    return {400, "Content-Length is malformed or given more than once."};
  }
  if (error == Beast::bad_transfer_encoding) {
    if (head.field("content-length")) return length_given_twice;
    return {400, "Transfer-Encoding is given more than once."};
  }
  if (error == Beast::bad_value) return {400, "The value of a header field is malformed."};
  if (error == Beast::bad_field) return {400, "The name of a header field is malformed."};
  return {400, "The head of the request is malformed."};
}

// HTTP/1.2 to 1.9, of which nothing is known but that it can be read as HTTP/1.1.
// Source: RFC 9110, section 2.5.
bool names_a_later_minor(std::string_view line) {
  const bool may_be = !line.empty() && line.back() > '1';  // Rarely, and cheap to see.
  return may_be && names_a_version(line) && line[line.size() - 3] == '1';
}

// Source: RFC 9112, section 9.3. What Beast says looks at Proxy-Connection too, which has no
// meaning (RFC 9112, appendix C.2.2).
bool keeps_alive(const Request& head) {
  bool close = false;
  bool keep = false;
  for (const auto field : head.fields) {
    if (field.name != "connection") continue;
    for (const auto option : beast::http::token_list(field.value)) {
      close = close || equal_but_for_case(view(option), "close");
      keep = keep || equal_but_for_case(view(option), "keep-alive");
    }
  }
  return !close && (keep || head.version != Version::http_1_0);
}

}  // namespace

std::optional<Refusal> parse_head(std::string_view text, Head& head) {
  if (names_a_later_minor(first_line(text))) {
    std::string as_known(text);
    as_known[first_line(text).size() - 1] = '1';
    return parse_head(as_known, head);
  }
  head.request.fields.reserve(16, text.size());
  Collector collector(head.request);
  Error error;
  const boost::asio::const_buffer bytes(text.data(), text.size());
  const std::size_t used = collector.put(bytes, error);
  if (error) return explain(error, text, head.request);
  if (used != text.size() || !collector.is_done()) {
    return Refusal{400, "The head of the request is malformed."};
  }
  head.keep_alive = keeps_alive(head.request);
  return apply_head_rules(head.request, head.framing);
}

}  // namespace boomerang::http
