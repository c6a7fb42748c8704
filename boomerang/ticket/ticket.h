#pragma once

// The handle that a client gets when its answer is not there yet. It says where in the log the
// outcome will be, so that any gateway can look, also after a restart, and no gateway keeps a list.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "boomerang/base/clock.h"
#include "boomerang/base/result.h"
#include "boomerang/base/sha256.h"
#include "boomerang/event/event.h"
#include "boomerang/event/request_id.h"

namespace boomerang::ticket {

// Enough of a digest to recognise something by that cannot be chosen freely.
using Mark = std::array<std::uint8_t, 8>;

Mark mark_of(const Digest& digest);   // Its first bytes.
Mark mark_of(std::string_view name);  // Of the name's digest.

struct Ticket {
  RequestId request;
  ReplyAddress reply;         // Where the outcome goes. Its topic has 255 bytes at most.
  std::int64_t position = 0;  // In that partition; the outcome lies there or later.
  Mark caller{};              // Who may ask with it; all 0 for one who was anonymous.
  Mark payload{};             // Of the payload hash.
  Mark route{};               // Of the route's name.
  WallTime issued{};

  bool operator==(const Ticket&) const = default;
};

inline constexpr std::size_t secrets_max = 8;
inline constexpr std::size_t ticket_text_max = 444;  // With the longest topic's name.

// Turns tickets into text and back. Whoever has no secret can neither make nor change one, nor
// guess one that was made; but the content is not hidden from who holds it.
//
// The text has letters, digits, "-" and "_" only, so that it can be a segment of a path. It has 4
// characters for each 3 bytes of 78 and the topic's name: 127 for "boomerang.replies". Before
// base64url the bytes are, numbers with the most significant first:
//
//      1  version, which is 1
//      8  position
//     16  request id
//      8  caller
//      4  reply partition
//      8  payload
//      8  issued, in microseconds since 1970
//      8  route
//      1  length of the topic's name
//      n  the topic's name
//     16  the first half of HMAC-SHA256 over "boomerang ticket" and all bytes before
//
// Threads: any.
class TicketSeal {
 public:
  // The first secret seals, all of them open: to change secrets, put the new one first, and take
  // the old one away when no ticket made with it is in use. Fails: invalid  none or more than
  // `secrets_max`, or one is shorter than
  //                 `secret_bytes_min`
  static Result<TicketSeal> with(std::vector<std::string> secrets);

  std::string seal(const Ticket& ticket) const;

  // The ticket, if the text was made by seal() with one of the secrets. None for every other text.
  // Bounds: a text that is longer than any ticket is not looked at.
  std::optional<Ticket> open(std::string_view text) const;

 private:
  explicit TicketSeal(std::vector<std::string> secrets) : secrets_(std::move(secrets)) {}

  std::vector<std::string> secrets_;
};

}  // namespace boomerang::ticket
