#include "boomerang/http/chunk_decoder.h"

#include <algorithm>
#include <charconv>

#include "boomerang/base/http_grammar.h"
#include "boomerang/http/server.h"

namespace boomerang::http {

std::size_t ChunkDecoder::feed(std::string_view bytes, std::size_t content_bytes_max,
                               std::string& content) {
  std::size_t used = 0;
  while (used < bytes.size() && !done() && !refusal_) {
    if (part_ == Part::data) {
      const auto size = std::min<std::uint64_t>(left_, bytes.size() - used);
      content.append(bytes.substr(used, static_cast<std::size_t>(size)));
      used += static_cast<std::size_t>(size);
      left_ -= size;
      if (left_ == 0) part_ = Part::data_end;
      continue;
    }
    used += take_line(bytes.substr(used));
    if (line_whole_ && !refusal_) end_line(content_bytes_max, content.size());
  }
  return used;
}

// Adds to line_ up to and without CR LF, and says how many bytes that took.
std::size_t ChunkDecoder::take_line(std::string_view bytes) {
  const auto newline = bytes.find('\n');
  line_whole_ = newline != bytes.npos;
  const std::size_t size = line_whole_ ? newline + 1 : bytes.size();
  bool too_long = line_.size() + size > line_bytes_max() + 2;
  if (!too_long) {
    line_.append(bytes.substr(0, size));
    const std::size_t ending = line_.ends_with("\r\n") ? 2 : line_.ends_with('\r') ? 1 : 0;
    too_long = line_.size() - ending > line_bytes_max();
  }
  if (too_long) {
    refusal_ = part_ == Part::trailer ? Refusal{431, "The trailers are too long."}
                                      : Refusal{400, "A chunk of the body is malformed."};
    return size;
  }
  if (!line_whole_) return size;
  if (!line_.ends_with("\r\n")) {
    refusal_ = Refusal{400, "A line of the chunked body must end in CR LF."};
    return size;
  }
  line_.resize(line_.size() - 2);
  return size;
}

std::size_t ChunkDecoder::line_bytes_max() const {
  switch (part_) {
    case Part::data_end:
      return 0;
    case Part::trailer:
      return std::min(limits_.line_bytes_max, limits_.header_bytes_max - trailer_bytes_);
    default:
      return size_line_bytes_max;
  }
}

void ChunkDecoder::end_line(std::size_t content_bytes_max, std::size_t content_bytes) {
  const std::string line = std::move(line_);
  line_.clear();
  if (!is_field_value(line)) {
    refusal_ = Refusal{400, "The chunked body has a control character between chunks."};
  } else if (part_ == Part::size) {
    read_size(line, content_bytes_max - std::min(content_bytes, content_bytes_max));
  } else if (part_ == Part::data_end) {
    part_ = Part::size;
  } else if (line.empty()) {
    part_ = Part::end;
  } else {
    read_trailer(line);
  }
}

void ChunkDecoder::read_size(std::string_view line, std::size_t content_bytes_free) {
  const char* end = line.data() + line.size();
  const auto [digits_end, error] = std::from_chars(line.data(), end, left_, 16);
  const std::string_view rest(digits_end, static_cast<std::size_t>(end - digits_end));
  const bool extension = rest.empty() || trimmed(rest).starts_with(';');
  if (error != std::errc() || !extension) {
    refusal_ = Refusal{400, "The size of a chunk is malformed."};
  } else if (left_ > content_bytes_free) {
    refusal_ = Refusal{413, "The body is too long."};
  } else {
    part_ = left_ == 0 ? Part::trailer : Part::data;
  }
}

void ChunkDecoder::read_trailer(std::string_view line) {
  constexpr std::string_view forbidden[] = {"content-length", "transfer-encoding", "host",
                                            "authorization"};
  const auto colon = line.find(':');
  const std::string name = lower(line.substr(0, colon));
  trailer_bytes_ += line.size();
  if (++trailers_ > limits_.fields_max) {
    refusal_ = Refusal{431, "There are too many trailers."};
  } else if (colon == line.npos || !is_token(name)) {
    refusal_ = Refusal{400, "A trailer is malformed."};
  } else if (std::find(std::begin(forbidden), std::end(forbidden), name) != std::end(forbidden)) {
    refusal_ = Refusal{400, "A trailer has a name that only a header field may have."};
  }
}

}  // namespace boomerang::http
