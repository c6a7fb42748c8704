#pragma once

// A record made ready for its row by the thread that appends it, so that the one thread which
// writes has less to do.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "boomerang/broker/broker.h"
#include "boomerang/event/record.h"

namespace boomerang::broker {

struct Encoded {
  std::shared_ptr<const Record> record;
  std::string headers;  // As header_text.h.
  std::uint64_t content = 0;
  std::int64_t bytes = 0;
  // UTF-8 without NUL is stored as text, so that people can read it; all else as a blob.
  bool key_is_text = false;
  bool value_is_text = false;
};

Encoded encode(Record record);

// XXH3 (64 bits, seed 0) of the sizes of the three as 64-bit little-endian numbers, then of the
// hashes of the three.
std::uint64_t content_hash(std::string_view key, std::string_view headers, std::string_view value);

// What the column `checksum` holds: XXH3 of four 64-bit little-endian numbers. `time` is in
// microseconds since the epoch.
std::int64_t row_checksum(Offset offset, std::int64_t time, std::int64_t bytes,
                          std::uint64_t content);

}  // namespace boomerang::broker
