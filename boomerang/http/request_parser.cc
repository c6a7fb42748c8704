#include "boomerang/http/request_parser.h"

#include <algorithm>

#include "boomerang/base/http_grammar.h"
#include "boomerang/http/server.h"

namespace boomerang::http {
namespace {

// What a client declares is not yet there: memory is taken in steps.
constexpr std::uint64_t body_reserve_bytes = 16 * 1024;

}  // namespace

RequestParser::RequestParser(const Limits& limits)
    : limits_(limits), body_bytes_max_(limits.body_bytes_max) {}

std::size_t RequestParser::feed(std::string_view bytes) {
  if (stage_ == Stage::head) return feed_head(bytes);
  if (stage_ == Stage::body) return feed_body(bytes);
  return 0;
}

std::size_t RequestParser::feed_head(std::string_view bytes) {
  const std::size_t before = text_.size();
  if (before > 0) text_.append(bytes);
  const std::string_view text = before > 0 ? std::string_view(text_) : bytes;

  std::size_t search = before;
  while (stage_ == Stage::head) {
    const auto newline = text.find('\n', search);
    const bool whole = newline != text.npos;
    const std::size_t end = whole ? newline + 1 : text.size();
    const auto broken = check_line(text.substr(line_begin_, end - line_begin_), whole);
    if (broken) {
      refuse(*broken);
      return bytes.size();
    }
    if (!whole) break;
    const bool empty = end - line_begin_ == 2;
    line_begin_ = end;
    search = end;
    if (!begun_) {
      head_begin_ = end;
    } else if (empty) {
      end_head(text.substr(head_begin_, end - head_begin_));
      return end - before;
    } else {
      ++lines_;
    }
  }
  if (before == 0) text_.assign(bytes);
  return bytes.size();
}

// Limits come first, so that a part of a line meets the same refusal as the whole line.
std::optional<Refusal> RequestParser::check_line(std::string_view line, bool whole) {
  const bool crlf = line.ends_with("\r\n");
  const std::string_view content = line.substr(0, line.size() - (crlf ? 2 : 0));
  if (!begun_) {
    if (line.empty() || line == "\r") return std::nullopt;
    const bool again = head_begin_ > 0;
    if (line == "\r\n" && !again) return std::nullopt;
    if (!is_token(line.substr(0, 1))) return Refusal{400, "A request begins with a method."};
    begun_ = true;
  }
  const bool request_line = lines_ == 0;
  head_only_ = head_only_ || (request_line && line.starts_with("HEAD "));
  const std::size_t head_bytes = line_begin_ - head_begin_ + line.size();
  const std::size_t partial_cr = !crlf && content.ends_with('\r') ? 1 : 0;
  if (content.size() - partial_cr > limits_.line_bytes_max ||
      head_bytes - partial_cr > limits_.header_bytes_max) {
    return request_line ? Refusal{414, "The request line is too long."}
                        : Refusal{431, "The header fields are too long."};
  }
  const bool may_be_the_end = content.empty() || (!whole && content == "\r");
  if (lines_ > limits_.fields_max && !may_be_the_end) {
    return Refusal{431, "There are too many header fields."};
  }
  if (!whole) return std::nullopt;
  if (!crlf) return Refusal{400, "A line must end in CR LF."};
  if (!is_field_value(content)) return Refusal{400, "A line has a control character."};
  if (!request_line && (content.starts_with(' ') || content.starts_with('\t'))) {
    return Refusal{400, "A header field must be on one line."};
  }
  return std::nullopt;
}

void RequestParser::end_head(std::string_view text) {
  const auto broken = parse_head(text, head_);
  text_ = {};
  if (broken) return refuse(*broken);
  const Framing& framing = head_.framing;
  if (framing.chunked) chunks_.emplace(limits_);
  stage_ = framing.chunked || framing.content_length > 0 ? Stage::body : Stage::done;
  limit_body(body_bytes_max_);
}

void RequestParser::limit_body(std::size_t bytes_max) {
  body_bytes_max_ = std::min(body_bytes_max_, bytes_max);
  if (stage_ == Stage::body && head_.framing.content_length > body_bytes_max_) {
    refuse({413, "The body is too long."});
  }
}

std::size_t RequestParser::feed_body(std::string_view bytes) {
  std::string& body = head_.request.body;
  if (chunks_) {
    const std::size_t used = chunks_->feed(bytes, body_bytes_max_, body);
    if (chunks_->refusal()) {
      refuse(*chunks_->refusal());
    } else if (chunks_->done()) {
      stage_ = Stage::done;
    }
    return used;
  }
  const std::uint64_t length = head_.framing.content_length;
  if (body.empty()) body.reserve(std::min(length, body_reserve_bytes));
  const auto part = bytes.substr(0, static_cast<std::size_t>(length - body.size()));
  body.append(part);
  if (body.size() == length) stage_ = Stage::done;
  return part.size();
}

void RequestParser::refuse(const Refusal& refusal) {
  stage_ = Stage::refused;
  refusal_ = refusal;
  text_ = {};
}

}  // namespace boomerang::http
