#include "boomerang/http/response_writer.h"

#include <algorithm>
#include <charconv>

#include "boomerang/base/http_grammar.h"

namespace boomerang::http {
namespace {

// Each of them decides where the response ends, or is sent anyhow.
bool is_ours(std::string_view name) {
  constexpr std::string_view ours[] = {"connection", "content-length",    "date",
                                       "keep-alive", "transfer-encoding", "upgrade"};
  return std::any_of(std::begin(ours), std::end(ours),
                     [&](std::string_view our) { return equal_but_for_case(our, name); });
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

Result<void> check_response(const Response& response) {
  if (response.status < 200 || response.status > 599) {
    return Fault{FaultKind::invalid, "response status " + std::to_string(response.status)};
  }
  std::size_t bytes = 0;
  for (const auto field : response.fields) {
    bytes += field.name.size() + field.value.size() + answer_field_extra_bytes;
    if (is_token(field.name) && is_field_value(field.value) && !is_ours(field.name)) continue;
    return Fault{FaultKind::invalid, "a response field has an illegal name or value"};
  }
  if (bytes <= answer_fields_bytes_max) return {};
  return Fault{FaultKind::invalid, "the fields of a response are longer than 32 KiB"};
}

void append_chunk_size(std::string& out, std::size_t size) {
  char digits[16];
  const auto end = std::to_chars(std::begin(digits), std::end(digits), size, 16).ptr;
  out.append(digits, end).append("\r\n");
}

bool may_have_content(int status) { return status != 204 && status != 205 && status != 304; }

Result<void> append_head(std::string& out, const Response& response, Persistence persistence,
                         std::string_view date, Length length) {
  if (auto checked = check_response(response); !checked) return checked;
  out.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ");
  out.append(reason_of(response.status)).append("\r\n");
  append_field(out, "Date", date);
  // That it has none must be said. Source: RFC 9110, section 15.3.6.
  if (response.status == 205) append_field(out, "Content-Length", "0");
  if (may_have_content(response.status)) {
    if (length == Length::known) {
      append_field(out, "Content-Length", std::to_string(response.body.size()));
    } else if (length == Length::chunked) {
      append_field(out, "Transfer-Encoding", "chunked");
    }
  }
  for (const auto field : response.fields) append_field(out, field.name, field.value);
  if (persistence == Persistence::say_keep) append_field(out, "Connection", "keep-alive");
  if (persistence == Persistence::say_close) append_field(out, "Connection", "close");
  out.append("\r\n");
  return {};
}

}  // namespace boomerang::http
