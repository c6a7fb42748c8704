#pragma once

// Names one request on its whole way: HTTP edge, event, inbox, outcome, answer.

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "boomerang/base/clock.h"
#include "boomerang/base/random.h"
#include "boomerang/base/result.h"

namespace boomerang {

// A UUID. Sorts as its text does. Source: RFC 9562.
struct RequestId {
  std::uint64_t high = 0;
  std::uint64_t low = 0;

  auto operator<=>(const RequestId&) const = default;
};

// "0192f6c5-7b6e-7d2a-9c3b-5a1f0e8d7c6b": 36 characters, lower case.
std::string to_string(RequestId id);

// Any UUID in that form, upper or lower case.
// Fails: invalid  anything else
Result<RequestId> parse_request_id(std::string_view text);

// The 16 bytes of the UUID, most significant first.
std::array<std::uint8_t, 16> to_bytes(RequestId id);

// Makes UUIDv7 ids: 48 bits of Unix milliseconds, then random bits. Ids of one source never go
// down, also when the clock is set back. Source: RFC 9562, sections 5.7 and 6.2 (method 3).
//
// Each id carries `home` in its last byte: a gateway uses it to find the shard where the request
// is waiting, without a lock or a lookup. 66 random bits remain.
//
// Threads: one at a time.
class RequestIdSource {
 public:
  // `clock` and `random` must outlive the source.
  RequestIdSource(const Clock& clock, Random& random, std::uint8_t home);

  RequestId next();

 private:
  const Clock& clock_;
  Random& random_;
  const std::uint8_t home_;
  std::int64_t last_millisecond_ = 0;
  std::uint32_t counter_ = 0;  // The 12 bits of rand_a, counted up within a millisecond.
};

// The id of a request whose client chose a key for it: the same for the same caller, route and key,
// and for no others. A UUIDv8. Source: RFC 9562, section 5.8.
RequestId chosen_request_id(std::string_view caller, std::string_view route, std::string_view key);

// Whether it is such an id. Its `home` means nothing.
inline bool is_chosen(RequestId id) { return ((id.high >> 12) & 0xF) == 8; }

// The `home` that the id was made with. For an id from elsewhere: some byte, the same every time.
inline std::uint8_t home_of(RequestId id) { return static_cast<std::uint8_t>(id.low & 0xFF); }

}  // namespace boomerang

template <>
struct std::hash<boomerang::RequestId> {
  std::size_t operator()(boomerang::RequestId id) const noexcept {
    // An id can come from a client: mix all of it, not just the bits that ought to be random.
    std::uint64_t mixed = (id.high ^ (id.low >> 29)) * 0x9E3779B97F4A7C15u;
    mixed = (mixed ^ (mixed >> 32) ^ id.low) * 0xD6E8FEB86659FD93u;
    return static_cast<std::size_t>(mixed ^ (mixed >> 32));
  }
};
