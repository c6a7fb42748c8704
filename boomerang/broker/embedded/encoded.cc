#include "boomerang/broker/embedded/encoded.h"

#include <xxhash.h>

#include <bit>
#include <utility>

#include "boomerang/base/json_text.h"
#include "boomerang/event/header_text.h"

namespace boomerang::broker {
namespace {

static_assert(std::endian::native == std::endian::little, "numbers are hashed as they lie");

bool readable(std::string_view bytes) {
  return bytes.find('\0') == std::string_view::npos && is_utf8(bytes);
}

std::uint64_t hash(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

}  // namespace

Encoded encode(Record record) {
  Encoded encoded;
  encoded.headers = to_header_text(record.headers);
  encoded.content = content_hash(record.key, encoded.headers, record.value);
  encoded.bytes = static_cast<std::int64_t>(bytes_of(record));
  encoded.key_is_text = readable(record.key);
  encoded.value_is_text = readable(record.value);
  encoded.record = std::make_shared<const Record>(std::move(record));
  return encoded;
}

std::uint64_t content_hash(std::string_view key, std::string_view headers, std::string_view value) {
  const std::uint64_t parts[] = {key.size(), headers.size(), value.size(),
                                 hash(key),  hash(headers),  hash(value)};
  return XXH3_64bits(parts, sizeof parts);
}

std::int64_t row_checksum(Offset offset, std::int64_t time, std::int64_t bytes,
                          std::uint64_t content) {
  const std::uint64_t parts[] = {static_cast<std::uint64_t>(offset),
                                 static_cast<std::uint64_t>(time),
                                 static_cast<std::uint64_t>(bytes), content};
  return static_cast<std::int64_t>(XXH3_64bits(parts, sizeof parts));
}

}  // namespace boomerang::broker
