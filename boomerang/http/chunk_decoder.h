#pragma once

// Undoes the chunked transfer coding, byte by byte if need be: how the input is cut never matters.
//
// Strict where leniency has been used to smuggle requests: sizes are hexadecimal digits and nothing
// else, every line ends in CR LF, and a trailer may not name what a head decides by. Extensions and
// other trailers are read and dropped.
// Source: RFC 9112, section 7.1.
//
// Threads: one.
// Bounds:  a line of a chunk's size: `size_line_bytes_max`, 400. Trailers: as the fields of a
//          head, 431. The content: what feed() is told, 413.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "boomerang/http/refusal.h"

namespace boomerang::http {

struct Limits;

class ChunkDecoder {
 public:
  static constexpr std::size_t size_line_bytes_max = 256;

  explicit ChunkDecoder(const Limits& limits) : limits_(limits) {}

  // Appends content to `content`, which may grow to `content_bytes_max`. How many bytes of `bytes`
  // were used: all, unless the body is done or refused.
  std::size_t feed(std::string_view bytes, std::size_t content_bytes_max, std::string& content);

  bool done() const { return part_ == Part::end; }
  const std::optional<Refusal>& refusal() const { return refusal_; }

 private:
  enum class Part { size, data, data_end, trailer, end };

  std::size_t take_line(std::string_view bytes);
  void end_line(std::size_t content_bytes_max, std::size_t content_bytes);
  void read_size(std::string_view line, std::size_t content_bytes_free);
  void read_trailer(std::string_view line);
  std::size_t line_bytes_max() const;

  const Limits& limits_;
  Part part_ = Part::size;
  std::uint64_t left_ = 0;  // Of the chunk's data.
  std::string line_;
  bool line_whole_ = false;
  std::size_t trailers_ = 0;
  std::size_t trailer_bytes_ = 0;
  std::optional<Refusal> refusal_;
};

}  // namespace boomerang::http
