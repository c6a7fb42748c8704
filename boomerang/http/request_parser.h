#pragma once

// Bytes into a Request, without any I/O. The result does not depend on how the bytes are cut.
//
// After a refusal nothing more is read: what follows a framing error may be anything.
// Source: RFC 9112.
//
// Threads: one.
// Bounds:  those of Limits, each with the status named there.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "boomerang/http/chunk_decoder.h"
#include "boomerang/http/head_parser.h"
#include "boomerang/http/refusal.h"
#include "boomerang/http/request.h"

namespace boomerang::http {

struct Limits;

class RequestParser {
 public:
  enum class Stage { head, body, done, refused };

  explicit RequestParser(const Limits& limits);

  // How many bytes were used. Returns at the end of the head, of the request, or when all are used.
  std::size_t feed(std::string_view bytes);

  // Allows a body of so many bytes; the server's limit to begin with. Between head and body.
  void limit_body(std::size_t bytes_max);

  Stage stage() const { return stage_; }

  // A byte of the request has come: an empty line before it is none.
  bool begun() const { return begun_; }

  // The method is HEAD: whatever the answer, it has no content. Known from the first line on.
  bool asks_for_head_only() const { return head_only_; }

  // After the head, and with its body when done.
  Request& request() { return head_.request; }
  const Head& head() const { return head_; }

  // When refused.
  const Refusal& refusal() const { return refusal_; }

 private:
  std::size_t feed_head(std::string_view bytes);
  std::size_t feed_body(std::string_view bytes);
  std::optional<Refusal> check_line(std::string_view line, bool whole);
  void end_head(std::string_view text);
  void refuse(const Refusal& refusal);

  const Limits& limits_;
  Stage stage_ = Stage::head;
  Refusal refusal_;

  std::string text_;            // The head, when it came in parts.
  std::size_t head_begin_ = 0;  // After an empty line before it.
  std::size_t line_begin_ = 0;
  std::size_t lines_ = 0;  // Whole ones.
  bool begun_ = false;
  bool head_only_ = false;

  Head head_;
  std::size_t body_bytes_max_;
  std::optional<ChunkDecoder> chunks_;
};

}  // namespace boomerang::http
